import type { ModelManifest } from '@pilotlight/contracts';
import type { InferenceSession } from 'onnxruntime-node';
import { imageTypes } from '../codecs/image-properties.ts';
import { isNumeric } from '../codecs/schema-kinds.ts';
import { InputError } from './hooks.ts';

/** Which property, or properties, one input of the model is filled from. */
export interface InputSource {
  readonly input: InferenceSession.TensorValueMetadata;
  /** The input and the property, as errors name them. */
  readonly words: string;
  valueIn(record: Record<string, unknown>): unknown;
}

/** The values of one record for one input of the model. */
export interface Fill {
  /** Without the batch axis. */
  readonly shape: readonly number[];
  readonly items: readonly unknown[];
  /** How many records the model's batch axis can hold; 'never': it has none. */
  readonly stacks: 'any number' | 'one' | 'never';
}

/** @throws Error when an input has no property, or is of a type that cannot be filled here */
export function inputSources(
  inputs: readonly InferenceSession.ValueMetadata[],
  manifest: ModelManifest,
): InputSource[] {
  return inputs.map((input) => {
    if (!input.isTensor) {
      throw new Error(
        `the model's input ${input.name} is not a tensor; onnxruntime-node accepts only tensors: ` +
          'export the model with tensor inputs',
      );
    }
    if (input.type === 'float16') {
      throw new Error(
        `the model's input ${input.name} is float16, which onnxruntime-node cannot fill ` +
          '(microsoft/onnxruntime#26791): convert the model with keep_io_types=True, or start its graph with a Cast ' +
          'from float32',
      );
    }
    const names = propertiesFor(input.name, inputs.length, manifest);
    const [name = ''] = names;
    const [are, value] =
      names.length > 1
        ? ['properties', (record: Record<string, unknown>) => names.map((each) => record[each])]
        : ['property', (record: Record<string, unknown>) => record[name]];
    const shape = `${input.type} [${input.shape.join(', ')}]`;
    const words = `the model's input ${input.name} (${shape}) and the ${are} ${names.join(', ')}`;
    if (names.some((each) => imageTypes(manifest.input.properties[each] ?? {}).length > 0)) {
      throw new Error(
        `${words}: how to convert pixels to numbers depends on the model; ${HANDLER}`,
      );
    }
    return { input, words, valueIn: value as InputSource['valueIn'] };
  });
}

const HANDLER = 'write a handler (code/handler.mjs) with its own predict';

function propertiesFor(input: string, inputs: number, { name, input: schema }: ModelManifest) {
  const { properties } = schema;
  const names = Object.keys(properties);
  if (Object.hasOwn(properties, input)) return [input];
  if (inputs === 1 && names.length === 1) return names;
  if (inputs === 1 && names.length > 1 && Object.values(properties).every(isNumeric)) return names;
  throw new Error(
    `the model's input ${input} has no property of that name in the input schema of ${name}, ` +
      `which has ${names.join(', ')}; use equal names, or ${HANDLER}`,
  );
}

/** Types with NaN, which stands for a missing number. */
const FLOATS: readonly string[] = ['float32', 'float64'];

/**
 * The record's values for the input; null and absent numbers become NaN in a float tensor.
 * @throws InputError when any other value is missing, or lists are ragged or of a wrong length
 * @throws Error for a value with too few or too many axes: the input schema does not fit the model
 */
export function fillOf({ input, words, valueIn }: InputSource, record: unknown): Fill {
  const value = valueIn(record as Record<string, unknown>);
  const shape: number[] = [];
  for (let inner = value; Array.isArray(inner); inner = inner[0]) shape.push(inner.length);
  const items: unknown[] = [];
  if (!gather(value, shape, 0, items))
    throw new InputError(`${words}: its arrays differ in length`);
  const filled = items.map((item) => item ?? (FLOATS.includes(input.type) ? NaN : undefined));
  const lists = value === undefined || value === null ? listAxes(input.shape) : 0;
  if (lists > 0 || filled.includes(undefined)) {
    const why = lists > 0 ? 'it must be an array' : NO_NAN;
    throw new InputError(`${words}: a value is missing; ${why}`);
  }
  return fit({ shape, items: filled }, input.shape, words);
}

const NO_NAN = 'only a float tensor can represent that (as NaN)';

/** How many axes a value for an input of this shape has: none for [records] and [records, 1]. */
function listAxes(wanted: readonly (number | string)[]): number {
  return wanted.length === 2 && wanted[1] === 1 ? 0 : Math.max(0, wanted.length - 1);
}

function gather(value: unknown, shape: readonly number[], axis: number, items: unknown[]): boolean {
  if (!Array.isArray(value)) return axis === shape.length && items.push(value) > 0;
  return (
    value.length === shape[axis] && value.every((inner) => gather(inner, shape, axis + 1, items))
  );
}

function fit(
  { shape, items }: Omit<Fill, 'stacks'>,
  wanted: readonly (number | string)[],
  words: string,
): Fill {
  // Exported tables have one column input per number: [records, 1].
  const column = shape.length === 0 && wanted.length === 2 && wanted[1] === 1;
  const own = column ? [1] : shape;
  const stacked = wanted.length === own.length + 1;
  if (!stacked && wanted.length !== own.length) {
    throw new Error(`${words} do not fit: the value has the shape [${shape.join(', ')}]`);
  }
  const axes = stacked ? wanted.slice(1) : wanted;
  if (axes.some((size, axis) => typeof size === 'number' && size >= 0 && size !== own[axis])) {
    throw new InputError(`${words} do not fit: the value has the shape [${shape.join(', ')}]`);
  }
  if (!stacked) return { shape: own, items, stacks: 'never' };
  const [first] = wanted;
  if (typeof first === 'number' && first > 1) {
    throw new Error(`${words}: the model takes exactly ${first} records per run`);
  }
  return { shape: own, items, stacks: first === 1 ? 'one' : 'any number' };
}
