import { describe, expect, test } from 'vitest';
import { givenTypes, takenTypes } from '../../src/codecs/index.ts';
import { CODEC_LIMITS } from '../../src/codecs/limits.ts';
import { decoded, modelOf, PAIRS, refusalOf, schemaOf, TABLE, VECTORS } from './models.ts';
import { BY_NUMPY, bytesIn, cube, NPY, npy, valuesOf } from './npy-bytes.ts';

describe('an array written by NumPy', () => {
  const body = (name: keyof typeof BY_NUMPY) => Buffer.from(BY_NUMPY[name], 'base64');

  test('becomes the values of the only array property', () => {
    const floats = decoded(body('floats'), NPY, VECTORS);
    expect(floats.framing).toBe('array');
    expect(valuesOf(floats)).toEqual([
      [1, 2.5, -3],
      [4, 5, Math.fround(6e10)],
    ]);
  });

  test('may be in Fortran order', () => {
    expect(valuesOf(decoded(body('fortran'), 'application/npy', cube(2)))).toEqual([
      [
        [0, 1],
        [2, 3],
        [4, 5],
      ],
      [
        [6, 7],
        [8, 9],
        [10, 11],
      ],
    ]);
  });

  test('may be float16, and a single column', async () => {
    const column = modelOf(schemaOf({ x: { type: 'number' } }));
    const inputs = decoded(body('halves'), NPY, column).inputs as { x: number }[];
    // 6e-8 and -6e-5 are subnormal in float16: 2 ** -24, and 1007 times that.
    const values = [0, 1, -2, 0.0999755859375, 65504, 2 ** -24, -1007 * 2 ** -24];
    expect(inputs.map(({ x }) => x)).toEqual(values);
    const odd = npy(Uint8Array.of(0, 0x7c, 0, 0xfe), { descr: '<f2', shape: '2,' });
    expect((await refusalOf(() => decoded(odd, NPY, column))).errors).toEqual([
      { pointer: '/0/x', detail: 'is Infinity; must be a number' },
      { pointer: '/1/x', detail: 'is NaN; must be a number' },
    ]);
  });
});

test.each<[string, string, Uint8Array, number[]]>([
  ['f4', '<f4', bytesIn(Float32Array.of(-1.5)), [-1.5]],
  ['f8', '<f8', bytesIn(Float64Array.of(0.1)), [0.1]],
  ['i1', '|i1', bytesIn(Int8Array.of(-128, 127)), [-128, 127]],
  ['i1 with a byte order', '<i1', bytesIn(Int8Array.of(-1)), [-1]],
  ['i2', '<i2', bytesIn(Int16Array.of(-32768)), [-32768]],
  ['i4', '<i4', bytesIn(Int32Array.of(-(2 ** 31))), [-(2 ** 31)]],
  ['i8', '<i8', bytesIn(BigInt64Array.of(-(2n ** 53n) + 1n)), [-(2 ** 53) + 1]],
  ['u1', '|u1', Uint8Array.of(255), [255]],
  ['u2', '<u2', bytesIn(Uint16Array.of(65535)), [65535]],
  ['u4', '<u4', bytesIn(Uint32Array.of(2 ** 32 - 1)), [2 ** 32 - 1]],
  ['u8', '<u8', bytesIn(BigUint64Array.of(2n ** 53n - 1n)), [2 ** 53 - 1]],
  ['bool', '|b1', Uint8Array.of(0, 1, 2), [0, 1, 1]],
])('reads %s', (_name, descr, data, values) => {
  const body = npy(data, { descr, shape: `1, ${values.length}` });
  expect(valuesOf(decoded(body, NPY, VECTORS))).toEqual([values]);
});

test.each([1, 2, 3])('reads version %i of the format, at any offset in memory', (version) => {
  const body = npy(bytesIn(Float64Array.of(1, 2)), { version, descr: '<f8', shape: '1, 2' });
  const shifted = new Uint8Array(body.length + 3);
  shifted.set(body, 3);
  expect(valuesOf(decoded(shifted.subarray(3), NPY, VECTORS))).toEqual([[1, 2]]);
});

test('reads columns as the properties in order', () => {
  const body = npy(bytesIn(Float32Array.of(80.5, 3, 1, 60, 2, 0)), { shape: '2,3' });
  expect(decoded(body, NPY, TABLE).inputs).toEqual([
    { size: 80.5, rooms: 3, garden: true },
    { size: 60, rooms: 2, garden: false },
  ]);
});

test('accepts any nesting depth if the schema sets none', () => {
  const model = modelOf(schemaOf({ values: { type: 'array' } }));
  const body = npy(Uint8Array.of(1, 2, 3, 4), { descr: '|u1', shape: '1, 2, 2' });
  expect(valuesOf(decoded(body, NPY, model))).toEqual([
    [
      [1, 2],
      [3, 4],
    ],
  ]);
});

const four = bytesIn(Float32Array.of(1, 2, 3, 4));
const big = BigInt64Array.of(2n ** 53n);
const wide = '1, '.repeat(CODEC_LIMITS.npyDimensions + 1);

test.each<[string, Uint8Array, RegExp]>([
  ['an empty body', new Uint8Array(), /does not start with/],
  ['another magic', Buffer.from('PK\x03\x04'), /does not start with/],
  ['the magic alone', npy(four, {}).subarray(0, 9), /it ends within the header/],
  ['version 4', npy(four, { version: 4, shape: '1, 4' }), /version is 4\.0/],
  ['half a header', npy(four, { shape: '1, 4' }).subarray(0, 40), /it ends within the header/],
  ['a header of 4 GiB', npy(four, { version: 2, length: 2 ** 32 - 1 }), /4294967295 bytes/],
  ['a header that is not a dictionary', npy(four, { header: '(1, 4)' }), /a header like/],
  [
    'an unknown key',
    npy(four, { header: "{'descr': '<f4', 'shape': (1, 4), 'fortran_order': False, 'x': False}" }),
    /a header like/,
  ],
  ['a missing key', npy(four, { header: "{'descr': '<f4', 'shape': (1, 4)}" }), /a header like/],
  [
    'a key twice',
    npy(four, {
      header: "{'descr': '<f4', 'descr': '<f4', 'shape': (1, 4), 'fortran_order': False}",
    }),
    /a header like/,
  ],
  ['an order that is not a boolean', npy(four, { order: '0', shape: '1, 4' }), /a header like/],
  [
    'a structured array',
    npy(four, { header: "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (4,)}" }),
    /structured/,
  ],
  ['code', npy(four, { shape: '__import__("os")' }), /a header like/],
  [
    'text after the header',
    npy(four, { header: "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 4), } x" }),
    /a header like/,
  ],
  ['a shape that is not a tuple', npy(four, { shape: '4' }), /a header like/],
  ['a gap in the shape', npy(four, { shape: '1,,4' }), /a header like/],
  ['a size of 40 digits', npy(four, { shape: `1, ${'9'.repeat(40)}` }), /a header like/],
  [
    'big-endian numbers',
    npy(four, { descr: '>f4', shape: '1, 4' }),
    /">f4"; must be little-endian/,
  ],
  ['no byte order', npy(four, { descr: '|f4', shape: '1, 4' }), /"\|f4"/],
  ['complex numbers', npy(four, { descr: '<c8', shape: '1, 2' }), /"<c8"/],
  ['Python objects', npy(four, { descr: '|O', shape: '1, 2' }), /"\|O"/],
  ['a scalar', npy(four.subarray(0, 4), { shape: '' }), /must have a first axis of records/],
  ['an empty axis', npy(new Uint8Array(), { shape: '1000000000, 0' }), /must not be empty/],
  ['too many axes', npy(four.subarray(0, 4), { shape: wide }), /9 axes; must have at most 8/],
  ['too few bytes', npy(four, { shape: '1, 5' }), /needs more than the 16 bytes/],
  ['a huge product', npy(four, { shape: '999999999999999, '.repeat(8) }), /needs more than/],
  ['bytes left over', npy(four, { shape: '1, 3' }), /leaves 4 bytes at the end of the body/],
  [
    'an integer that is not exact as a number',
    npy(bytesIn(big), { descr: '<i8', shape: '1, 1' }),
    /9007199254740992/,
  ],
])('refuses %s', async (_name, body, message) => {
  const refused = await refusalOf(() => decoded(body, NPY, VECTORS));
  expect(refused.code).toBe('request_invalid');
  expect(refused.message).toMatch(message);
});

test('refuses an unknown minor version', async () => {
  const body = npy(four, { shape: '1, 4' });
  body[7] = 1;
  const { message } = await refusalOf(() => decoded(body, NPY, VECTORS));
  expect(message).toMatch(/version is 1\.1; must be 1\.0, 2\.0 or 3\.0/);
});

test('says which shape the model needs', async () => {
  const flat = await refusalOf(() => decoded(npy(four, { shape: '4,' }), NPY, VECTORS));
  expect(flat).toMatchObject({ code: 'input_invalid' });
  expect(flat.message).toMatch(/shape is \(4\); for probe it must have 2 axes/);
  const table = await refusalOf(() => decoded(npy(four, { shape: '2, 2' }), NPY, TABLE));
  expect(table.message).toMatch(/it must be \(records, 3\), with the columns size, rooms, garden/);
});

test('refuses an array that would become too many lists or records', async () => {
  const bytes = new Uint8Array(CODEC_LIMITS.npyLists);
  const lists = npy(bytes, { descr: '|u1', shape: `1, ${bytes.length}, 1` });
  expect((await refusalOf(() => decoded(lists, NPY, cube(2)))).message).toMatch(
    /nested arrays; must be at most/,
  );
  // None of the items is read: reading one would give another error.
  const huge = new Uint8Array((CODEC_LIMITS.records + 1) * 8).fill(0x7f);
  const many = npy(huge, { descr: '<i8', shape: `${CODEC_LIMITS.records + 1}, 1` });
  expect((await refusalOf(() => decoded(many, NPY, cube(1)))).code).toBe('body_too_large');
});

test('is offered only by models of numbers', () => {
  const texts = modelOf(schemaOf({ words: { type: 'array', items: { type: 'string' } } }));
  const two = modelOf(
    schemaOf({ a: { type: 'array' }, b: { type: 'number' } }),
    schemaOf({ a: { type: 'array', items: { type: 'string' } } }),
  );
  for (const model of [PAIRS, texts, two]) expect(takenTypes(model)).not.toContain(NPY);
  for (const model of [PAIRS, two]) expect(givenTypes(model)).not.toContain(NPY);
});

test('treats NaN as a missing number, if one may be missing', () => {
  const body = npy(bytesIn(Float64Array.of(NaN, 1, NaN)), { descr: '<f8', shape: '1, 3' });
  const maybe = { type: ['number', 'null'] };
  const table = schemaOf({ age: maybe, fare: { type: 'number' }, extra: { type: 'number' } }, [
    'extra',
  ]);
  expect(decoded(body, NPY, modelOf(table)).inputs).toEqual([{ age: null, fare: 1 }]);
  const list = schemaOf({ values: { type: 'array', items: maybe } });
  expect(valuesOf(decoded(body, NPY, modelOf(list)))).toEqual([[null, 1, null]]);
});
