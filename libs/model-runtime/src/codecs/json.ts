import { type JsonSchemaObject, type ModelManifest, ProblemError } from '@pilotlight/contracts';
import { recordOf, recordsOf } from './bare-records.ts';
import type { Decode, Decoded, Format } from './format.ts';
import { withImages } from './image-properties.ts';
import { jsonText } from './json-text.ts';
import { checkRecords } from './records.ts';
import { textOf } from './text.ts';

/**
 * One object, or several as `{"instances": []}`, answered by `{"predictions": []}`. Also the bodies of SageMaker's own
 * toolkits: a list of records, answered by a list, and `{"inputs": …}` with one record or a list.
 */
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
        if (single) return texts[0] ?? '';
        const list = `[${texts.join(',')}]`;
        return framing === 'list' ? list : `{"predictions":${list}}`;
      },
    },
  ],
};

function decoder(manifest: ModelManifest): Decode {
  return (body, parameters) => {
    const decoded = recordsIn(parse(textOf(body, parameters)), manifest.input);
    checkRecords(decoded.inputs, decoded.framing, manifest);
    return decoded;
  };
}

function recordsIn(value: unknown, schema: JsonSchemaObject): Decoded {
  if (Array.isArray(value)) return { inputs: recordsOf(value, schema, ''), framing: 'list' };
  if (!isObject(value)) return { inputs: [value], framing: 'single' };
  const wraps = (key: string) =>
    Object.hasOwn(value, key) && !Object.hasOwn(schema.properties, key);
  if (wraps('instances')) {
    const list = listOf(value, 'instances');
    return { inputs: recordsOf(list, schema, '/instances'), framing: 'instances' };
  }
  const beside = Object.keys(value).filter((key) => key !== 'inputs');
  if (!wraps('inputs') || beside.some((key) => key !== 'parameters')) {
    return { inputs: [value], framing: 'single' };
  }
  const inputs = aloneIn(value, 'inputs');
  return Array.isArray(inputs)
    ? { inputs: recordsOf(inputs, schema, '/inputs'), framing: 'list' }
    : { inputs: [recordOf(inputs, schema, '/inputs')], framing: 'single' };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function listOf(body: Record<string, unknown>, key: string): unknown[] {
  const list = aloneIn(body, key);
  if (Array.isArray(list)) return list;
  throw new ProblemError('input_invalid', `${key} must be an array of inputs`, [
    { pointer: `/${key}`, detail: 'must be an array of inputs' },
  ]);
}

/** The value of `key`, which must be the only key. */
function aloneIn(body: Record<string, unknown>, key: string): unknown {
  const other = Object.keys(body).find((each) => each !== key);
  if (other === undefined) return body[key];
  throw new ProblemError(
    'input_invalid',
    `"${key}" must be the only key of the body, but there is also ${JSON.stringify(other.slice(0, 100))}`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ProblemError(
      'body_not_json',
      `the body must be one JSON text: ${trouble(text, error)}`,
    );
  }
}

function trouble(text: string, error: unknown): string {
  if (text.trim() === '') return 'it is empty';
  if (isLines(text)) {
    return 'there are several, one per line; send them as application/jsonlines';
  }
  const { message } = error as Error;
  const notFinite = /(?<![\w"])-?(?:NaN|Infinity)(?![\w"])/.exec(text)?.[0];
  return notFinite
    ? `${message}; JSON has no ${notFinite}: send null for a missing number`
    : message;
}

/** Whether each of the first two lines is a JSON object. */
function isLines(text: string): boolean {
  const [first, rest] = cut(text);
  const [second] = cut(rest);
  try {
    return [first, second].every((line) => isObject(JSON.parse(line)));
  } catch {
    return false;
  }
}

/** The first line that is not blank, and the rest. */
function cut(text: string): [string, string] {
  const start = text.trimStart();
  const end = start.indexOf('\n');
  return end < 0 ? [start, ''] : [start.slice(0, end), start.slice(end)];
}
