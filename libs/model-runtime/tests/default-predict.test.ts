import { join } from 'node:path';
import type { JsonSchemaObject } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { defaultPredict } from '../src/default-predict.ts';
import { modelOf, schemaOf } from './codecs/models.ts';

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
  const path = join(import.meta.dirname, 'fixtures', 'codecs', `${model}.onnx`);
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

test('runs records of one shape together, others apart, and keeps their order', async () => {
  const batch = [[1, 2], [1], [], [3, 4]].map((values) => ({ ...record, list: values }));
  const outputs = await predict('kinds', kindsIn, { negated: list }, batch);
  expect(outputs).toEqual([[-1, -2], [-1], [], [-3, -4]].map((negated) => ({ negated })));
});

test('takes properties that are numbers as the columns of one input', async () => {
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

test('takes one property for one input, and for one output, whatever they are called', async () => {
  const batch = [{ features: [1, 2, 3] }, { features: [0, 0, 1] }];
  const outputs = await predict('columns', { features: list }, { price: number }, batch);
  expect(outputs).toEqual([{ price: 321 }, { price: 100 }]);
  expect(await predict('columns', { features: list }, { price: list }, batch)).toEqual([
    { price: [321] },
    { price: [100] },
  ]);
});

test('gives outputs whole to a record that runs alone', async () => {
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

test('runs records with settings of their own alone', async () => {
  const batch = [
    { row: [1, 2], factor: 3 },
    { row: [4, 5], factor: -1 },
  ];
  const outputs = await predict('setting', { row: list, factor: number }, { product: list }, batch);
  expect(outputs).toEqual([{ product: [3, 6] }, { product: [-4, -5] }]);
});

test('gives null and absent numbers to a float tensor as NaN, and refuses them for another', async () => {
  const maybe = { type: ['number', 'null'] };
  const ask = (batch: readonly unknown[]) =>
    predict('missing', { age: maybe, class: maybe }, { absent: number }, batch);
  const absent = [{ absent: 1 }, { absent: 1 }, { absent: 0 }];
  expect(await ask([{ age: null, class: 1 }, { class: 1 }, { age: 0, class: 1 }])).toEqual(absent);
  await expect(ask([{ age: 1, class: null }])).rejects.toThrow(
    /class \(int64 \[n, 1\]\).*: a value is missing, and only a float tensor has one for it/,
  );
});

test('gives a missing number in a table, and in a list, as NaN', async () => {
  const table = { a: number, b: { type: ['number', 'null'] }, c: number };
  expect(await predict('columns', table, { y: number }, [{ a: 1, b: null, c: 1 }])).toEqual([
    { y: NaN },
  ]);
  expect(await predict('log', { x: list }, { y: list }, [{ x: [1, null] }])).toEqual([
    { y: [0, NaN] },
  ]);
});

test('reads halves', async () => {
  expect(await predict('halves', { x: list }, { y: list }, [{ x: [0.1, 2] }])).toEqual([
    { y: [0.0999755859375, 2] },
  ]);
});

test('answers nothing for nothing', async () => {
  expect(await predict('columns', { x: list }, { y: number }, [])).toEqual([]);
});

const input = (changes: Record<string, unknown>) =>
  predict('kinds', kindsIn, kindsOut, [record, { ...record, ...changes }]);

test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'a value that is missing',
    () => input({ byte: undefined }),
    /input byte \(uint8 \[n\]\) and the property byte: a value is missing/,
  ],
  ['a list that is missing', () => input({ list: undefined }), /list: a value is missing/],
  ['a text with NUL', () => input({ word: 'a\0b' }), /word: a text holds NUL/],
  ['half of a surrogate pair', () => input({ word: '\ud800' }), /half of a surrogate pair/],
  ['ragged lists', () => input({ list: [[1], 2] }), /list \(float64 \[n, k\]\).* differ in length/],
  [
    'a list of another length',
    () => input({ small: [1, 2, 3] }),
    /small \(int32 \[n, 2\]\) and the property small do not fit: the value has the shape \[3\]/,
  ],
  [
    'a whole number that is too large',
    () => input({ byte: 256 }),
    /byte: whole numbers of 0 to 255/,
  ],
  ['a fraction', () => input({ count: 0.5 }), /count: whole numbers of -9007199254740991/],
  ['a text for a number', () => input({ list: ['a'] }), /list: numbers are wanted/],
  ['a number for a text', () => input({ word: 1 }), /word: texts are wanted/],
])("refuses %s as the client's error", async (_name, act, message) => {
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
    'properties that are no columns',
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
    /how pixels become numbers is the model's own/,
  ],
  [
    'another number of records than the model takes',
    () => predict('two', { x: number }, { y: number }, [{ x: 1 }, { x: 2 }, { x: 3 }]),
    /takes 2 records at once/,
  ],
  [
    'an input of halves, which no handler could fill either',
    () => predict('half', { x: number }, { y: number }, [{ x: 1 }]),
    /input x is float16, which onnxruntime-node cannot fill .*keep_io_types/,
  ],
  [
    'an output that the model lacks',
    columns({ x: list }, { y: number, z: number }, { x: [1, 2, 3] }),
    /outputs y do not give the z of/,
  ],
  [
    'outputs that the schema does not know',
    () => predict('kinds', kindsIn, { a: number }, [record]),
    /outputs doubled, opposite, .* do not give the a of/,
  ],
  [
    'an output that is not one a record',
    () => predict('pooled', { x: list }, { y: number }, [{ x: [1, 2] }, { x: [3, 4] }]),
    /output y \(float32 \[1, 1\]\) does not have the 2 records along its first axis/,
  ],
  [
    'an output that is no tensor',
    () => predict('sequence', { x: number }, { y: number }, [{ x: 1 }]),
    /output y is no tensor, .* without ZipMap .* for another sequence .* ConcatFromSequence/,
  ],
  [
    'lists where one value is wanted',
    () => predict('kinds', kindsIn, { negated: number }, [record]),
    /output negated \(float64 \[1, 2\]\) does not fit the property negated: one value/,
  ],
  [
    'one value where lists are wanted',
    () => predict('kinds', kindsIn, { doubled: list }, [record]),
    /doubled: lists/,
  ],
  [
    'a whole number beyond JSON',
    () => predict('kinds', kindsIn, kindsOut, [{ ...record, count: 2 ** 53 - 1 }]),
    /output doubled \(int64 \[1\]\) holds 18014398509481982/,
  ],
])("takes %s for the model's failure", async (_name, act, message) => {
  await expect(act()).rejects.toMatchObject({ name: 'Error' });
  await expect(act()).rejects.toThrow(message);
});
