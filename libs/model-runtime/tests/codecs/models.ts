import type { JsonSchemaObject, ModelManifest } from '@pilotlight/contracts';
import { type Decoded, decodeBody, type Framing } from '../../src/codecs/index.ts';

type Properties = JsonSchemaObject['properties'];

/** A schema in which all properties except `optional` are required, and no others are allowed. */
export function schemaOf(properties: Properties, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object' as const, properties, required, additionalProperties: false };
}

export function modelOf(input: JsonSchemaObject, output = schemaOf({ y: { type: 'number' } })) {
  const model: ModelManifest = {
    name: 'probe',
    version: '1.0.0',
    title: 'Probe',
    description: 'A model for tests',
    task: 'probing',
    input,
    output,
    labels: [],
    examples: [{ title: 'One', input: {} }],
    license: 'Apache-2.0',
    trainingData: [],
    quality: [],
  };
  return model;
}

const probability = { type: 'number', minimum: 0, maximum: 1 };

/** Input: two strings and an optional number. Output: a label, a number and an object of numbers. */
export const PAIRS = modelOf(
  schemaOf(
    { premise: { type: 'string' }, hypothesis: { type: 'string' }, weight: { type: 'number' } },
    ['weight'],
  ),
  schemaOf({
    label: { type: 'string' },
    sure: { type: 'boolean' },
    each: { type: 'object', properties: { yes: probability, no: probability } },
  }),
);

/** Input: numbers and a boolean. Output: two numbers. */
export const TABLE = modelOf(
  schemaOf({ size: { type: 'number' }, rooms: { type: 'integer' }, garden: { type: 'boolean' } }),
  schemaOf({ price: { type: 'number' }, days: { type: 'integer' } }),
);

/** Input: a list of numbers. Output: a list of numbers. */
export const VECTORS = modelOf(
  schemaOf({ values: { type: 'array', items: { type: 'number' } } }),
  schemaOf({ result: { type: 'array', items: { type: 'number' } } }),
);

/** Input: an image and an optional number. */
export const PICTURE = modelOf(
  schemaOf(
    {
      photo: { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/*' },
      threshold: { type: 'number' },
    },
    ['threshold'],
  ),
);

export const MODELS = { PAIRS, TABLE, VECTORS, PICTURE };

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Decodes a text body synchronously. */
export function decoded(body: string | Uint8Array, contentType: string, model: ModelManifest) {
  const bytes = typeof body === 'string' ? bytesOf(body) : body;
  return decodeBody(bytes, contentType, model) as Decoded;
}

export interface Refused {
  readonly code: string;
  readonly message: string;
  readonly errors: readonly { pointer: string; detail: string }[];
}

/** The result of `act`, or the ProblemError that it throws or rejects with; other errors are rethrown. */
export async function outcomeOf<Taken>(
  act: () => Taken | Promise<Taken>,
): Promise<{ taken: Taken; refused?: never } | { refused: Refused }> {
  try {
    return { taken: await act() };
  } catch (error) {
    if ((error as Error).name !== 'ProblemError') throw error;
    return { refused: error as Refused };
  }
}

export async function refusalOf(act: () => unknown): Promise<Refused> {
  const { refused } = await outcomeOf(act);
  if (!refused) throw new Error('nothing was refused');
  return refused;
}

export const FRAMINGS: readonly Framing[] = [
  'single',
  'instances',
  'list',
  'lines',
  'rows',
  'array',
];
