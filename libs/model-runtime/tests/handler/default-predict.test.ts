import { join } from 'node:path';
import type { JsonSchemaObject } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { defaultPredict } from '../../src/handler/default-predict.ts';
import { modelOf, schemaOf } from '../codecs/models.ts';

process.env['ORT_DISABLE_TELEMETRY'] = '1';
const { default: ort } = await import('onnxruntime-node');

const number = { type: 'number' };
const list = { type: 'array', items: number };

type Properties = JsonSchemaObject['properties'];

/** Runs a model of fixtures/codecs on the records. */
async function predict(
  model: string,
  input: Properties,
  output: Properties,
  batch: readonly unknown[],
): Promise<unknown[]> {
  const path = join(import.meta.dirname, '..', 'fixtures', 'codecs', `${model}.onnx`);
  const session = await ort.InferenceSession.create(path);
  return defaultPredict(batch, { session, ort }, modelOf(schemaOf(input), schemaOf(output)));
}

const kindsIn = {
  count: { type: 'integer' },
  flag: { type: 'boolean' },
  word: { type: 'string' },
  list,
  small: { type: 'array', items: { type: 'integer' } },
  byte: { type: 'integer' },
};
const kindsOut = {
  doubled: { type: 'integer' },
  opposite: { type: 'boolean' },
  echo: { type: 'string' },
  negated: list,
  same: list,
  octet: { type: 'integer' },
};
const record = { count: -3, flag: true, word: 'é', list: [0.1, 2], small: [1, -2], byte: 255 };
const answer = {
  doubled: -6,
  opposite: false,
  echo: 'é',
  negated: [-0.1, -2],
  same: [1, -2],
  octet: 255,
};

test('fills inputs of every kind by name, and splits the outputs', async () => {
  const other = { count: 2 ** 51, flag: false, word: '', list: [3, 4], small: [5, 6], byte: 0 };
  expect(await predict('kinds', kindsIn, kindsOut, [record, other])).toEqual([
    answer,
    { doubled: 2 ** 52, opposite: true, echo: '', negated: [-3, -4], same: [5, 6], octet: 0 },
  ]);
});

test('runs records of equal shape together, others separately, and keeps their order', async () => {
  const batch = [[1, 2], [1], [], [3, 4]].map((values) => ({ ...record, list: values }));
  const outputs = await predict('kinds', kindsIn, { negated: list }, batch);
  expect(outputs).toEqual([[-1, -2], [-1], [], [-3, -4]].map((negated) => ({ negated })));
});

test('takes numeric properties as the columns of one input', async () => {
  const columns = { a: number, b: { type: 'integer' }, c: { type: 'boolean' } };
  const batch = [
    { a: 1, b: 2, c: true },
    { c: false, b: 0, a: -0.5 },
  ];
  expect(await predict('columns', columns, { y: number }, batch)).toEqual([
    { y: 121 },
    { y: -0.5 },
  ]);
});

test('maps a single property to a single input or output, whatever their names', async () => {
  const batch = [{ features: [1, 2, 3] }, { features: [0, 0, 1] }];
  const outputs = await predict('columns', { features: list }, { price: number }, batch);
  expect(outputs).toEqual([{ price: 321 }, { price: 100 }]);
  expect(await predict('columns', { features: list }, { price: list }, batch)).toEqual([
    { price: [321] },
    { price: [100] },
  ]);
});

test('returns whole outputs for a record that runs alone', async () => {
  const batch = [{ values: [1, 2, 3] }, { values: [4] }];
  expect(await predict('whole', { values: list }, { total: number }, batch)).toEqual([
    { total: 6 },
    { total: 4 },
  ]);
});

test('runs a model that takes one record at a time', async () => {
  const batch = [{ row: [1, 2] }, { row: [4, 5] }];
  const outputs = await predict('one', { row: list }, { y: list }, batch);
  expect(outputs).toEqual([{ y: [-1, -2] }, { y: [-4, -5] }]);
});

test('runs records separately if an input has no batch axis', async () => {
  const batch = [
    { row: [1, 2], factor: 3 },
    { row: [4, 5], factor: -1 },
  ];
  const outputs = await predict('setting', { row: list, factor: number }, { product: list }, batch);
  expect(outputs).toEqual([{ product: [3, 6] }, { product: [-4, -5] }]);
});

test('fills null and absent numbers into a float tensor as NaN, and refuses them for other tensors', async () => {
  const maybe = { type: ['number', 'null'] };
  const ask = (batch: readonly unknown[]) =>
    predict('missing', { age: maybe, class: maybe }, { absent: number }, batch);
  const absent = [{ absent: 1 }, { absent: 1 }, { absent: 0 }];
  expect(await ask([{ age: null, class: 1 }, { class: 1 }, { age: 0, class: 1 }])).toEqual(absent);
  await expect(ask([{ age: 1, class: null }])).rejects.toThrow(
    /class \(int64 \[n, 1\]\).*: a value is missing; only a float tensor can represent that/,
  );
});

test('fills a missing number in a table, and in a list, as NaN', async () => {
  const table = { a: number, b: { type: ['number', 'null'] }, c: number };
  expect(await predict('columns', table, { y: number }, [{ a: 1, b: null, c: 1 }])).toEqual([
    { y: NaN },
  ]);
  expect(await predict('log', { x: list }, { y: list }, [{ x: [1, null] }])).toEqual([
    { y: [0, NaN] },
  ]);
});

test('reads float16 outputs', async () => {
  expect(await predict('halves', { x: list }, { y: list }, [{ x: [0.1, 2] }])).toEqual([
    { y: [0.0999755859375, 2] },
  ]);
});

test('answers an empty batch with an empty list', async () => {
  expect(await predict('columns', { x: list }, { y: number }, [])).toEqual([]);
});

const input = (changes: Record<string, unknown>) =>
  predict('kinds', kindsIn, kindsOut, [record, { ...record, ...changes }]);

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'a missing value',
    () => input({ byte: undefined }),
    /input byte \(uint8 \[n\]\) and the property byte: a value is missing/,
  ],
  ['a missing list', () => input({ list: undefined }), /list: a value is missing; .* an array/],
  ['a string with NUL', () => input({ word: 'a\0b' }), /word: a string contains NUL/],
  ['a lone surrogate', () => input({ word: '\ud800' }), /a lone surrogate/],
  ['ragged lists', () => input({ list: [[1], 2] }), /list \(float64 \[n, k\]\).* differ in length/],
  [
    'a list of a wrong length',
    () => input({ small: [1, 2, 3] }),
    /small \(int32 \[n, 2\]\) and the property small do not fit: the value has the shape \[3\]/,
  ],
  [
    'an integer that is too large',
    () => input({ byte: 256 }),
    /byte: must be integers from 0 to 255/,
  ],
  ['a fraction', () => input({ count: 0.5 }), /count: must be integers from -9007199254740991/],
  ['a string for a number', () => input({ list: ['a'] }), /list: must be numbers/],
  ['a number for a string', () => input({ word: 1 }), /word: must be strings/],
])('refuses %s as a client error', async (_name, act, message) => {
  await expect(act()).rejects.toMatchObject({ name: 'InputError' });
  await expect(act()).rejects.toThrow(message);
});

const image = { type: 'string', contentEncoding: 'base64', contentMediaType: 'image/png' };
const columns = (properties: Properties, output: Properties, value: unknown) => () =>
  predict('columns', properties, output, [value]);

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'an input without a property',
    () => predict('kinds', { count: number, a: number }, kindsOut, [{}]),
    /input flag has no property .* of probe, which has count, a;/,
  ],
  [
    'properties that are not columns',
    columns({ a: number, b: list }, { y: number }, {}),
    /input x has no property/,
  ],
  [
    'a value with too few axes',
    columns({ x: number }, { y: number }, { x: 1 }),
    /x \(float32 \[n, 3\]\) and the property x do not fit: the value has the shape \[\]/,
  ],
  [
    'an image',
    columns({ x: image }, { y: number }, { x: {} }),
    /how to convert pixels to numbers depends on the model; write a handler/,
  ],
  [
    'a batch of a size that the model does not take',
    () => predict('two', { x: number }, { y: number }, [{ x: 1 }, { x: 2 }, { x: 3 }]),
    /takes exactly 2 records per run/,
  ],
  [
    'a float16 input, which no handler could fill either',
    () => predict('half', { x: number }, { y: number }, [{ x: 1 }]),
    /input x is float16, which onnxruntime-node cannot fill .*keep_io_types/,
  ],
  [
    'an output that the model lacks',
    columns({ x: list }, { y: number, z: number }, { x: [1, 2, 3] }),
    /outputs y do not include z of/,
  ],
  [
    'outputs that the schema does not name',
    () => predict('kinds', kindsIn, { a: number }, [record]),
    /outputs doubled, opposite, .* do not include a of/,
  ],
  [
    'an output without a value per record',
    () => predict('pooled', { x: list }, { y: number }, [{ x: [1, 2] }, { x: [3, 4] }]),
    /output y \(float32 \[1, 1\]\) must have 2 records along its first axis/,
  ],
  [
    'an output that is not a tensor',
    () => predict('sequence', { x: number }, { y: number }, [{ x: 1 }]),
    /output y is not a tensor; .* without ZipMap .* for another sequence .* ConcatFromSequence/,
  ],
  [
    'lists where the property is one value',
    () => predict('kinds', kindsIn, { negated: number }, [record]),
    /output negated \(float64 \[1, 2\]\) does not fit the property negated: must be one value/,
  ],
  [
    'one value where the property is a list',
    () => predict('kinds', kindsIn, { doubled: list }, [record]),
    /doubled: must be an array/,
  ],
  [
    'an integer too large for JSON',
    () => predict('kinds', kindsIn, kindsOut, [{ ...record, count: 2 ** 53 - 1 }]),
    /output doubled \(int64 \[1\]\) holds 18014398509481982/,
  ],
])('treats %s as a failure of the model', async (_name, act, message) => {
  await expect(act()).rejects.toMatchObject({ name: 'Error' });
  await expect(act()).rejects.toThrow(message);
});
