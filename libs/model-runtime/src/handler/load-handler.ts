import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { types } from 'node:util';
import { type Bundle, BUNDLE_FILES, BundleError, isFile } from '../bundle.ts';
import { defaultPredict } from './default-predict.ts';
import type { DefaultModel, ModelHooks, Runtime } from './hooks.ts';
import { thrownMessage } from './thrown-message.ts';

type Hooks = ModelHooks<unknown, unknown, unknown>;

/** A handler with its model, in one worker thread. Without `parseInput` or `formatOutput` the codecs are used. */
export interface LoadedHandler extends Pick<Hooks, 'parseInput' | 'formatOutput' | 'paddedLength'> {
  readonly manifest: Bundle['manifest'];
  readonly predict: NonNullable<Hooks['predict']>;
  readonly model: unknown;
  /** Whether `predict` is an async generator, which yields the answer in parts. */
  readonly streams: boolean;
}

export const HOOK_NAMES = [
  'loadModel',
  'parseInput',
  'predict',
  'formatOutput',
  'paddedLength',
] as const satisfies readonly (keyof Hooks)[];

/**
 * Imports the bundle's handler, if it has one, fills in the default hooks, and loads the model.
 * @throws BundleError when the handler cannot be imported, exports no hook, or cannot load its model
 */
export async function loadHandler(
  { directory, manifest }: Bundle,
  runtime: Omit<Runtime, 'manifest'>,
): Promise<LoadedHandler> {
  const path = join(directory, BUNDLE_FILES.handler);
  const given = await isFile(path);
  const { loadModel = defaultLoadModel, ...hooks } = given ? await importHooks(path) : {};
  const predict =
    hooks.predict ?? ((batch, model) => defaultPredict(batch, model as DefaultModel, manifest));
  try {
    const model = await loadModel(directory, { ...runtime, manifest });
    return { ...hooks, manifest, predict, model, streams: types.isGeneratorFunction(predict) };
  } catch (error) {
    const what = given ? path : join(directory, BUNDLE_FILES.model);
    throw new BundleError(`${what} could not load its model: ${loadTrouble(error)}`);
  }
}

/** One session over `model.onnx`. */
async function defaultLoadModel(
  directory: string,
  { ort, sessionOptions }: Runtime,
): Promise<DefaultModel> {
  const path = join(directory, BUNDLE_FILES.model);
  return { session: await ort.InferenceSession.create(path, sessionOptions), ort };
}

/** The numbers of `TensorProto.DataType` that onnxruntime-node refuses. */
const REFUSED_TYPES: ReadonlyMap<string, string> = new Map([
  ['14', 'complex64'],
  ['15', 'complex128'],
  ['16', 'bfloat16'],
]);

/** Explains ONNX Runtime's "Unsupported data type", which gives only the type's number and not the tensor. */
function loadTrouble(error: unknown): string {
  const message = thrownMessage(error);
  const number = /Unsupported data type: (\d+)/.exec(message)?.[1];
  if (number === undefined) return message;
  return (
    `an input or output of the graph is a tensor of ${REFUSED_TYPES.get(number) ?? `ONNX's type ${number}`}, which ` +
    'onnxruntime-node cannot read: start or end the graph with a Cast from or to float32 (the lint names the tensor)'
  );
}

async function importHooks(path: string): Promise<Hooks> {
  let exported: Record<string, unknown>;
  try {
    exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  } catch (error) {
    throw new BundleError(`${path} could not be imported: ${thrownMessage(error)}`);
  }
  const given = HOOK_NAMES.filter((name) => exported[name] !== undefined);
  const wrong = given.filter((name) => typeof exported[name] !== 'function');
  if (wrong.length > 0) {
    throw new BundleError(`${path} exports ${wrong.join(', ')}, which must be a function`);
  }
  if (given.length === 0) {
    throw new BundleError(
      `${path} exports no hook (${HOOK_NAMES.join(', ')}); ` +
        `it exports ${Object.keys(exported).join(', ') || 'nothing'}. If no hook is needed, remove handler.mjs`,
    );
  }
  return Object.fromEntries(given.map((name) => [name, exported[name]]));
}
