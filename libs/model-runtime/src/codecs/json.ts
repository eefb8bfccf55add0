import { type ModelManifest, ProblemError } from '@pilotlight/contracts';
import type { Decode, Decoded, Format } from './format.ts';
import { withImages } from './image-properties.ts';
import { jsonText } from './json-text.ts';
import { checkRecords } from './records.ts';
import { textOf } from './text.ts';

/** One object, or several as `{"instances": []}`, answered by `{"predictions": []}`. */
export const JSON_FORMAT: Format = {
  types: ['application/json'],
  decoder: (manifest) => withImages(decoder(manifest), manifest),
  outputForms: (manifest) => [
    {
      accept: 'application/json',
      contentType: 'application/json',
      encode(outputs, framing) {
        const texts = outputs.map((output, index) => jsonText(output, index, manifest));
        const single = framing === 'single' && texts.length === 1;
        return single ? (texts[0] ?? '') : `{"predictions":[${texts.join(',')}]}`;
      },
    },
  ],
};

function decoder(manifest: ModelManifest): Decode {
  const ownInstances = Object.hasOwn(manifest.input.properties, 'instances');
  return (body, parameters) => {
    const value = parse(textOf(body, parameters));
    const decoded: Decoded =
      !ownInstances && isObject(value) && Object.hasOwn(value, 'instances')
        ? { inputs: instancesOf(value), framing: 'instances' }
        : { inputs: [value], framing: 'single' };
    checkRecords(decoded.inputs, decoded.framing, manifest);
    return decoded;
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function instancesOf(body: Record<string, unknown>): unknown[] {
  const { instances, ...others } = body;
  if (!Array.isArray(instances)) {
    throw new ProblemError('input_invalid', 'the instances must be a list of inputs', [
      { pointer: '/instances', detail: 'is no list; a list of inputs is wanted' },
    ]);
  }
  const [other] = Object.keys(others);
  if (other !== undefined) {
    throw new ProblemError(
      'input_invalid',
      `beside "instances" stands ${JSON.stringify(other.slice(0, 100))}; nothing else is wanted there`,
    );
  }
  return instances;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError('body_not_json', `one JSON object is wanted: ${trouble(text, error)}`);
  }
}

function trouble(text: string, error: unknown): string {
  if (text.trim() === '') return 'the body is empty';
  if (isLines(text)) {
    return 'the body holds several JSON texts, one to a line; send it as application/jsonlines';
  }
  const { message } = error as Error;
  const notFinite = /(?<![\w"])-?(?:NaN|Infinity)(?![\w"])/.exec(text)?.[0];
  return notFinite
    ? `${message}; JSON has no ${notFinite}, null stands for a missing number`
    : message;
}

/** Whether the first two lines are each an object. */
function isLines(text: string): boolean {
  const [first, rest] = cut(text);
  const [second] = cut(rest);
  try {
    return [first, second].every((line) => isObject(JSON.parse(line)));
  } catch {
    return false;
  }
}

/** The first line that is not blank, and what follows it. */
function cut(text: string): [string, string] {
  const start = text.trimStart();
  const end = start.indexOf('\n');
  return end < 0 ? [start, ''] : [start.slice(0, end), start.slice(end)];
}
