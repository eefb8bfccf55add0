import { ProblemError } from '@pilotlight/contracts';

/** Neither is registered with IANA; SageMaker's own containers use the first. */
export const NPY_MEDIA_TYPES = ['application/x-npy', 'application/npy'] as const;

/** How to read one item of an array; little-endian. */
export interface NpyType {
  readonly bytes: number;
  read(view: DataView, offset: number): number;
}

/** By the part of a header's `descr` after the byte order. */
export const NPY_TYPES: ReadonlyMap<string, NpyType> = new Map<string, NpyType>([
  ['f2', { bytes: 2, read: (view, offset) => half(view.getUint16(offset, true)) }],
  ['f4', { bytes: 4, read: (view, offset) => view.getFloat32(offset, true) }],
  ['f8', { bytes: 8, read: (view, offset) => view.getFloat64(offset, true) }],
  ['i1', { bytes: 1, read: (view, offset) => view.getInt8(offset) }],
  ['i2', { bytes: 2, read: (view, offset) => view.getInt16(offset, true) }],
  ['i4', { bytes: 4, read: (view, offset) => view.getInt32(offset, true) }],
  ['i8', { bytes: 8, read: (view, offset) => exact(view.getBigInt64(offset, true)) }],
  ['u1', { bytes: 1, read: (view, offset) => view.getUint8(offset) }],
  ['u2', { bytes: 2, read: (view, offset) => view.getUint16(offset, true) }],
  ['u4', { bytes: 4, read: (view, offset) => view.getUint32(offset, true) }],
  ['u8', { bytes: 8, read: (view, offset) => exact(view.getBigUint64(offset, true)) }],
  ['b1', { bytes: 1, read: (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1) }],
]);

/** An IEEE 754 half: 1 bit of sign, 5 of exponent, 10 of fraction. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = (bits & 0x3ff) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}

/** Handlers get plain numbers, as from JSON. */
function exact(value: bigint): number {
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new ProblemError(
    'request_invalid',
    `the array contains ${value}; integers must be within ±${Number.MAX_SAFE_INTEGER}`,
  );
}
