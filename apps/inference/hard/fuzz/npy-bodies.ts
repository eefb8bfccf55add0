import fc from 'fast-check';
import { weighted } from './attempt.ts';
import { mutated } from './mutated.ts';

const DESCRIPTIONS = [
  ...['<f4', '<f8', '<i8', '<u8', '|b1', '|u1', '<f2', '>f4', '=f4', '<f16', '|O', '<U4', '<c8'],
  ...['', '<', 'f4', '<f4x', '<f99', '__import__', '<M8[s]'],
];
const SHAPES = [
  ...['(1, 3)', '(2, 3)', '(3,)', '(1, 3, 1)', '()', '(0, 3)', '(1,)', '(-1, 3)', '(1.0, 3)', '1'],
  ...['(1, 3', '(,)', '(99999999999999999999,)', '(4294967296, 4294967296)', '(1000000, 3)'],
  ...[`(${'1, '.repeat(40)})`, `(${'9'.repeat(15)}, ${'9'.repeat(15)})`],
];

interface Parts {
  readonly magic: Uint8Array;
  readonly version: readonly number[];
  readonly descr: string;
  readonly order: string;
  readonly shape: string;
  readonly extra: string;
  readonly lengthBy: number;
  readonly data: Uint8Array;
}

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');

/** The same item of four bytes, three times. */
const three = (hex: string): Uint8Array => Buffer.from(hex.repeat(3), 'hex');

const parts: fc.Arbitrary<Parts> = fc.record({
  magic: weighted<Uint8Array>(
    [8, fc.constant(MAGIC)],
    [1, fc.uint8Array({ minLength: 6, maxLength: 6 })],
  ),
  version: fc.constantFrom([1, 0], [1, 0], [1, 0], [2, 0], [3, 0], [0, 0], [1, 1], [255, 255]),
  descr: weighted([3, fc.constantFrom('<f4', '<f8', '<i4')], [2, fc.constantFrom(...DESCRIPTIONS)]),
  order: fc.constantFrom('False', 'False', 'True', 'None', '0', "'False'"),
  shape: weighted([3, fc.constantFrom('(1, 3)', '(2, 3)')], [2, fc.constantFrom(...SHAPES)]),
  extra: fc.constantFrom('', '', '', "'more': 1", "'shape': (1,)", '}', ' '.repeat(12_000), '\0'),
  lengthBy: fc.constantFrom(0, 0, 0, 0, -1, 1, 1000, -1000),
  data: weighted<Uint8Array>(
    [2, fc.constantFrom(12, 24, 48, 0, 11, 13).map((length) => new Uint8Array(length).fill(0))],
    [2, fc.uint8Array({ maxLength: 60 })],
    // NaN, infinity, and the smallest number.
    [1, fc.constantFrom('0000c07f', '0000807f', '000080ff', '01000000').map(three)],
  ),
});

function assembled({ magic, version, descr, order, shape, extra, lengthBy, data }: Parts): Buffer {
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${shape}, ${extra}}\n`;
  const length = Buffer.alloc(version[0] === 1 ? 2 : 4);
  length.writeUIntLE(Math.max(0, header.length + lengthBy), 0, length.length);
  return Buffer.concat([magic, Buffer.from(version), length, Buffer.from(header, 'latin1'), data]);
}

/** Arrays that are almost always invalid. */
export const npyBodies: fc.Arbitrary<Uint8Array> = weighted<Uint8Array>(
  [5, parts.map(assembled)],
  [2, parts.map(assembled).chain(mutated)],
  [1, fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.concat([MAGIC, bytes]))],
);
