import type { Tensor } from 'onnxruntime-node';
import { InputError } from './hooks.ts';

type Data = Tensor.DataTypeMap[Tensor.Type];

interface Whole {
  readonly least: number;
  readonly most: number;
  make(items: readonly number[]): Data;
}

const safe = { least: Number.MIN_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER };

const WHOLE: ReadonlyMap<string, Whole> = new Map<string, Whole>([
  ['int8', { least: -(2 ** 7), most: 2 ** 7 - 1, make: (items) => Int8Array.from(items) }],
  ['int16', { least: -(2 ** 15), most: 2 ** 15 - 1, make: (items) => Int16Array.from(items) }],
  ['int32', { least: -(2 ** 31), most: 2 ** 31 - 1, make: (items) => Int32Array.from(items) }],
  ['int64', { ...safe, make: (items) => BigInt64Array.from(items, BigInt) }],
  ['uint8', { least: 0, most: 2 ** 8 - 1, make: (items) => Uint8Array.from(items) }],
  ['uint16', { least: 0, most: 2 ** 16 - 1, make: (items) => Uint16Array.from(items) }],
  ['uint32', { least: 0, most: 2 ** 32 - 1, make: (items) => Uint32Array.from(items) }],
  ['uint64', { ...safe, least: 0, make: (items) => BigUint64Array.from(items, BigInt) }],
  ['bool', { least: 0, most: 1, make: (items) => Uint8Array.from(items) }],
]);

/**
 * The data of a tensor of `type`; true and false become 1 and 0.
 * @throws InputError for an item that the type cannot represent
 * @throws Error for a type that only a handler can fill
 */
export function tensorData(type: Tensor.Type, items: readonly unknown[], words: string): Data {
  if (type === 'string') {
    if (!items.every((item) => typeof item === 'string')) {
      throw new InputError(`${words}: must be strings`);
    }
    // onnxruntime-node truncates a string at NUL, and replaces lone surrogates.
    if (items.some((item) => item.includes('\0') || !item.isWellFormed())) {
      throw new InputError(
        `${words}: a string contains NUL (U+0000) or a lone surrogate, which cannot be passed to the model; ` +
          'remove it',
      );
    }
    return [...items];
  }
  const whole = WHOLE.get(type);
  if (!whole && type !== 'float32' && type !== 'float64') {
    throw new Error(`${words}: only a handler can fill a tensor of ${type}`);
  }
  const numbers = items.map((item) => (typeof item === 'boolean' ? Number(item) : item));
  if (whole) {
    const { least, most, make } = whole;
    const holds = (item: unknown) =>
      Number.isInteger(item) && (item as number) >= least && (item as number) <= most;
    if (numbers.every(holds)) return make(numbers as number[]);
    throw new InputError(`${words}: must be integers from ${least} to ${most}`);
  }
  if (!numbers.every((item) => typeof item === 'number')) {
    throw new InputError(`${words}: must be numbers`);
  }
  return type === 'float32' ? Float32Array.from(numbers) : Float64Array.from(numbers);
}
