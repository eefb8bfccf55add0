import { type JsonSchemaObject, type ModelManifest, ProblemError } from '@pilotlight/contracts';
import { recordOf, recordsOf } from './bare-records.ts';
import type { Decode, Decoded, Format } from './format.ts';
import { withImages } from './image-properties.ts';
import { jsonText } from './json-text.ts';
import { checkRecords } from './records.ts';
import { textOf } from './text.ts';

/**
 * One object, or several as `{"instances": []}`, answered by `{"predictions": []}`; also what is sent to SageMaker's own
 * toolkits: a list of records, answered by a list, and `{"inputs": one or a list}`.
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
  throw new ProblemError('input_invalid', `the ${key} must be a list of inputs`, [
    { pointer: `/${key}`, detail: 'is no list; a list of inputs is wanted' },
  ]);
}

/** What stands under `key`, when nothing else stands beside it. */
function aloneIn(body: Record<string, unknown>, key: string): unknown {
  const other = Object.keys(body).find((each) => each !== key);
  if (other === undefined) return body[key];
  throw new ProblemError(
    'input_invalid',
    `beside "${key}" stands ${JSON.stringify(other.slice(0, 100))}; nothing else is wanted there`,
  );
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
