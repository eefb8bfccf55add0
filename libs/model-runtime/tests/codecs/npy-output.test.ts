import { expect, test } from 'vitest';
import { encodeOutputs } from '../../src/codecs/index.ts';
import { modelOf, refusalOf, schemaOf, TABLE, VECTORS } from './models.ts';
import { BY_NUMPY, bytesIn, NPY } from './npy-bytes.ts';

test('writes the same bytes as NumPy', () => {
  const outputs = [{ result: [1.5, -2] }, { result: [0.1, 3] }];
  const answer = encodeOutputs(outputs, '', 'array', VECTORS);
  expect(answer.contentType).toBe(NPY);
  expect(Buffer.from(answer.body as Uint8Array).toString('base64')).toBe(BY_NUMPY.doubles);
});

test('writes columns, integers and booleans', () => {
  const answer = (output: Parameters<typeof modelOf>[0]['properties'], outputs: unknown[]) =>
    Buffer.from(
      encodeOutputs(outputs, NPY, 'single', modelOf(schemaOf({}), schemaOf(output)))
        .body as Uint8Array,
    );
  const prices = [{ price: 1.5, days: 3, late: true }];
  const columns = {
    price: { type: 'number' },
    days: { type: 'integer' },
    late: { type: 'boolean' },
  };
  const mixed = answer(columns, prices);
  expect(mixed.toString('latin1', 10, 70)).toContain(
    "'<f8', 'fortran_order': False, 'shape': (1, 3)",
  );
  expect(mixed.subarray(128)).toEqual(Buffer.from(bytesIn(Float64Array.of(1.5, 3, 1))));
  const counts = answer({ n: { type: 'integer' } }, [{ n: 3 }, { n: -4 }]);
  expect(counts.toString('latin1', 10, 70)).toContain(
    "'<i8', 'fortran_order': False, 'shape': (2,)",
  );
  expect(counts.subarray(128)).toEqual(Buffer.from(bytesIn(BigInt64Array.of(3n, -4n))));
  const flags = answer({ on: { type: 'array', items: { type: 'boolean' } } }, [
    { on: [true, false] },
  ]);
  expect(flags.toString('latin1', 10, 70)).toContain(
    "'|b1', 'fortran_order': False, 'shape': (1, 2)",
  );
  expect([...flags.subarray(128)]).toEqual([1, 0]);
});

test('refuses to write lists of different lengths as one array', async () => {
  for (const ragged of [
    [{ result: [1] }, { result: [1, 2] }],
    [{ result: [1] }, { result: [[1]] }],
  ]) {
    const refused = await refusalOf(() => encodeOutputs(ragged, NPY, 'array', VECTORS));
    expect(refused.code).toBe('accept_unsupported');
  }
});

test.each<[string, unknown]>([
  ['a string', { price: 'dear', days: 1 }],
  ['nothing', { price: 1 }],
  ['no object', null],
])("takes %s for the model's failure", (_name, output) => {
  const encode = () => encodeOutputs([output], NPY, 'array', TABLE);
  expect(encode).toThrow(expect.objectContaining({ name: 'Error' }));
  expect(encode).toThrow(/where application\/x-npy needs a number/);
});

test('writes null as NaN', () => {
  const model = modelOf(schemaOf({}), schemaOf({ n: { type: ['integer', 'null'] } }));
  const { body } = encodeOutputs([{ n: null }, { n: 3 }], NPY, 'single', model);
  expect(Buffer.from(body as Uint8Array).subarray(128)).toEqual(
    Buffer.from(bytesIn(Float64Array.of(NaN, 3))),
  );
});
