import type { JsonSchemaObject, ModelManifest } from '@pilotlight/contracts';
import { type Decoded, decodeBody, type Framing } from '../../src/codecs/index.ts';

type Properties = JsonSchemaObject['properties'];

/** A schema of which every property but those in `optional` is required, and no other is known. */
export function schemaOf(properties: Properties, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object' as const, properties, required, additionalProperties: false };
}

export function modelOf(input: JsonSchemaObject, output = schemaOf({ y: { type: 'number' } })) {
  const model: ModelManifest = {
    name: 'probe',
    version: '1.0.0',
    title: 'Probe',
    description: 'Whatever a test needs',
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

/** Two texts and an optional number in; a label, a number and an object of numbers out. */
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

/** Numbers and a boolean in, two numbers out. */
export const TABLE = modelOf(
  schemaOf({ size: { type: 'number' }, rooms: { type: 'integer' }, garden: { type: 'boolean' } }),
  schemaOf({ price: { type: 'number' }, days: { type: 'integer' } }),
);

/** Rows of numbers in, rows of numbers out. */
export const VECTORS = modelOf(
  schemaOf({ values: { type: 'array', items: { type: 'number' } } }),
  schemaOf({ result: { type: 'array', items: { type: 'number' } } }),
);

/** An image and an optional number in. */
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

/** What a body of text becomes, at once. */
export function decoded(body: string | Uint8Array, contentType: string, model: ModelManifest) {
  const bytes = typeof body === 'string' ? bytesOf(body) : body;
  return decodeBody(bytes, contentType, model) as Decoded;
}

export interface Refused {
  readonly code: string;
  readonly message: string;
  readonly errors: readonly { pointer: string; detail: string }[];
}

/** What `act` gives, or the ProblemError that it throws or rejects with; any other error is thrown on. */
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
