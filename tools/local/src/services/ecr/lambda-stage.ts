import { execForm, type Instruction } from './dockerfile-text.ts';

/** Files that an image has below /var/task. */
export interface Copy {
  /** A named context of the build; undefined for the build context itself. */
  readonly from: string | undefined;
  readonly sources: readonly string[];
  /** Below /var/task. */
  readonly target: string;
}

/** What an image that is made from Lambda's own image runs. */
export interface LambdaProgram {
  /** `FILE.EXPORT` of the handler. */
  readonly handler: string;
  readonly runtime: string;
  readonly copies: readonly Copy[];
}

/** AWS's image of Lambda's runtime for Node. */
const NODE_IMAGE = /^public\.ecr\.aws\/lambda\/nodejs:(\d+)\b/;
const TASK_ROOT = '/var/task';
/** Nothing is executed here to build an image. */
const KNOWN = ['ARG', 'CMD', 'COPY', 'ENV', 'LABEL'];

/** The runtime of Lambda's Node image; undefined for another image. */
export function runtimeOf(image: string): string | undefined {
  const [, major] = NODE_IMAGE.exec(image) ?? [];
  return major && `nodejs${major}.x`;
}

/** @throws Error that names an instruction that the local cloud does not follow */
export function readLambdaStage(
  stage: readonly Instruction[],
  runtime: string,
  path: string,
): LambdaProgram {
  const unknown = stage.find(({ name }) => !KNOWN.includes(name));
  if (unknown) {
    const told = `${unknown.name} in an image of Lambda's; it follows ${KNOWN.join(', ')}`;
    throw new Error(`${path}: the local cloud does not follow ${told}`);
  }
  const command = stage.findLast(({ name }) => name === 'CMD')?.rest;
  const [handler = '', ...others] = execForm('CMD', command, path);
  if (others.length > 0) throw new Error(`${path}: CMD must name one handler`);
  const copies = stage
    .filter(({ name }) => name === 'COPY')
    .map(({ rest }) => readCopy(rest, path));
  return { handler, runtime, copies };
}

/**
 * `--chmod` holds here without any action: the same user owns all files.
 * @throws Error for any other option besides `--from`, for a pattern, and for a target outside /var/task
 */
function readCopy(rest: string, path: string): Copy {
  const words = rest.split(/\s+/);
  const options = words.filter((word) => /^--(?!chmod=)/.test(word));
  const [target = '', ...sources] = words.filter((word) => !word.startsWith('--')).toReversed();
  const absolute = target.replace(/^\$\{?LAMBDA_TASK_ROOT\}?/, TASK_ROOT);
  const isBelow = `${absolute}/`.startsWith(`${TASK_ROOT}/`);
  const from = options.map((option) => /^--from=(.+)$/.exec(option)?.[1]);
  const isPlain = sources.every((source) => !/[*?[$]/.test(source));
  if (isBelow && isPlain && !from.includes(undefined)) {
    return { from: from[0], sources, target: absolute.slice(TASK_ROOT.length) || '/' };
  }
  throw new Error(
    `${path}: the local cloud copies files of a context to \${LAMBDA_TASK_ROOT}, not: COPY ${rest}`,
  );
}
