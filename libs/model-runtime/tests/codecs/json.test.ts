import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeOutputs } from '../../src/codecs/index.ts';
import { CODEC_LIMITS } from '../../src/codecs/limits.ts';
import { decoded, modelOf, PAIRS, refusalOf, schemaOf, TABLE, VECTORS } from './models.ts';

const JSON_TYPE = 'application/json';
const pair = { premise: 'A dog runs.', hypothesis: 'A dog sleeps.' };

test.each([
  JSON_TYPE,
  'Application/JSON',
  'application/json; charset=utf-8',
  'application/json;charset="UTF-8"',
  'application/json; charset=us-ascii',
])('reads one object as %s', (contentType) => {
  const { inputs, framing } = decoded(JSON.stringify(pair), contentType, PAIRS);
  expect({ inputs, framing }).toEqual({ inputs: [pair], framing: 'single' });
});

test('accepts a byte order mark', () => {
  expect(decoded(`\ufeff${JSON.stringify(pair)}`, JSON_TYPE, PAIRS).inputs).toEqual([pair]);
});

test('reads several instances, and answers with as many predictions', () => {
  const body = JSON.stringify({ instances: [pair, { ...pair, weight: 2 }] });
  const { inputs, framing } = decoded(body, JSON_TYPE, PAIRS);
  expect({ inputs, framing }).toEqual({
    inputs: [pair, { ...pair, weight: 2 }],
    framing: 'instances',
  });
  const answer = encodeOutputs([{ y: 1 }, { y: 2 }], '', framing, PAIRS);
  expect(answer).toEqual({ body: '{"predictions":[{"y":1},{"y":2}]}', contentType: JSON_TYPE });
});

test('treats instances as a property if the schema has one of that name', () => {
  const model = modelOf(schemaOf({ instances: { type: 'array', items: { type: 'number' } } }));
  const { inputs, framing } = decoded('{"instances":[1,2]}', JSON_TYPE, model);
  expect({ inputs, framing }).toEqual({ inputs: [{ instances: [1, 2] }], framing: 'single' });
});

test.each<[string, string | Uint8Array, string, string, RegExp]>([
  [
    'another charset',
    '{}',
    'application/json; charset=utf-16',
    'content_type_unsupported',
    /utf-16/,
  ],
  ['invalid UTF-8', Uint8Array.of(0x22, 0xff, 0x22), JSON_TYPE, 'body_not_utf8', /UTF-8/],
  ['half a JSON text', '{"premise":', JSON_TYPE, 'body_not_json', /must be one JSON text: /],
  ['an empty body', ' \n', JSON_TYPE, 'body_not_json', /it is empty/],
  ['JSON Lines', '{"a":1}\r\n{"a":\n2}', JSON_TYPE, 'body_not_json', /not valid JSON|after JSON/],
  [
    'JSON Lines',
    '{"a":1}\r\n\r\n{"a":2}\r\n',
    JSON_TYPE,
    'body_not_json',
    /application\/jsonlines/,
  ],
  ['no instance', '{"instances":[]}', JSON_TYPE, 'input_invalid', /no input/],
  ['instances with another key', '{"instances":[],"x":1}', JSON_TYPE, 'input_invalid', /"x"/],
])('refuses %s', async (_name, body, contentType, code, message) => {
  const refused = await refusalOf(() => decoded(body, contentType, PAIRS));
  expect(refused.code).toBe(code);
  expect(refused.message).toMatch(message);
});

test.each<[string, unknown, readonly string[]]>([
  ['of one object', { premise: 1, hypothesis: 'b', mood: 1 }, ['/mood', '/premise']],
  ['of a list', [pair, { premise: 'a' }], ['/1/hypothesis']],
  ['of a value without a name in a list', [pair, 'a'], ['/1']],
  ['of a list with too few values', { instances: [pair, ['a', 'b']] }, ['/instances/1']],
  [
    'of an input in another wrapper',
    { inputs: { text: 'a', text_pair: 'b' } },
    ['/hypothesis', '/premise', '/text', '/text_pair'],
  ],
  ['of instances', { instances: [pair, { premise: 'a' }] }, ['/instances/1/hypothesis']],
  ['of instances that are not a list', { instances: { 0: pair } }, ['/instances']],
])('points to the violations %s', async (_name, body, pointers) => {
  const { code, errors } = await refusalOf(() => decoded(JSON.stringify(body), JSON_TYPE, PAIRS));
  expect(code).toBe('input_invalid');
  expect(errors.map(({ pointer }) => pointer).sort()).toEqual(pointers);
});

test('reports only the first of very many violations', async () => {
  const body = JSON.stringify({ instances: Array.from({ length: 1000 }, () => ({ weight: '' })) });
  const { errors, message } = await refusalOf(() => decoded(body, JSON_TYPE, PAIRS));
  expect(errors).toHaveLength(CODEC_LIMITS.namedViolations);
  expect(message).toMatch(/^at least 21 of the input's values do not fit/);
});

test('looks for lines in a lot of white space in linear time', async () => {
  const body = `{}${' '.repeat(4_000_000)}x`;
  expect((await refusalOf(() => decoded(body, JSON_TYPE, PAIRS))).code).toBe('body_not_json');
});

test('refuses too many records', async () => {
  const body = `{"instances":[${'{},'.repeat(CODEC_LIMITS.records)}{}]}`;
  const { code, message } = await refusalOf(() => decoded(body, JSON_TYPE, VECTORS));
  expect(code).toBe('body_too_large');
  expect(message).toContain(String(CODEC_LIMITS.records));
});

const json = fc.object({ maxDepth: 3, withNullPrototype: false }).map((value) => {
  return JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
});

test('reads back any object that it wrote', () => {
  const model = modelOf({ type: 'object', properties: {} });
  fc.assert(
    fc.property(json, (value) => {
      fc.pre(!Object.hasOwn(value, 'instances'));
      const { body } = encodeOutputs([value], 'application/json', 'single', model);
      expect(decoded(body, JSON_TYPE, model).inputs).toEqual([value]);
    }),
  );
});

test('reads back any objects as instances', () => {
  const model = modelOf({ type: 'object', properties: {} });
  fc.assert(
    fc.property(fc.array(json, { minLength: 1, maxLength: 5 }), (values) => {
      const { body } = encodeOutputs(values, '*/*', 'instances', model);
      const { predictions } = JSON.parse(body as string) as { predictions: unknown[] };
      expect(predictions).toEqual(values);
      const again = decoded(JSON.stringify({ instances: predictions }), JSON_TYPE, model);
      expect(again.inputs).toEqual(values);
    }),
  );
});

const circle: Record<string, unknown> = {};
circle['self'] = circle;

test.each<[string, unknown, RegExp]>([
  ['a bigint', { y: 1n }, /BigInt/],
  ['undefined', undefined, /it is undefined/],
  ['undefined in a list', { y: [1, undefined] }, /undefined at \/y\/1/],
  ['a typed array', { y: Float32Array.of(1) }, /a Float32Array at \/y/],
  ['a Buffer', { y: Buffer.from('a') }, /a Uint8Array at \/y/],
  ['a map', { y: new Map() }, /a Map at \/y/],
  ['a function', { y: () => 1 }, /a function at \/y/],
  ['a circular object', circle, /circular/],
])('treats %s as a failure of the model', (_name, output, message) => {
  const encode = () => encodeOutputs([output], 'application/json', 'single', PAIRS);
  expect(encode).toThrow(expect.objectContaining({ name: 'Error' }));
  expect(encode).toThrow(message);
});

test('writes values with toJSON, and class instances', () => {
  class Point {
    readonly x = 1;
    readonly none = undefined;
  }
  const output = { when: new Date(0), point: new Point() };
  const { body } = encodeOutputs([output], '', 'single', PAIRS);
  expect(body).toBe('{"when":"1970-01-01T00:00:00.000Z","point":{"x":1}}');
});

const nullable = modelOf(
  schemaOf({}),
  schemaOf({ y: { type: ['number', 'null'] }, all: { type: 'array', items: { type: 'number' } } }, [
    'y',
    'all',
  ]),
);

test('writes NaN and Infinity as null if the output schema allows null', () => {
  for (const y of [NaN, Infinity, -Infinity]) {
    for (const accept of ['application/json', 'application/jsonlines']) {
      expect(encodeOutputs([{ y }], accept, 'single', nullable).body).toBe('{"y":null}');
    }
  }
});

test.each<[string, unknown, RegExp]>([
  ['NaN', { all: [1, NaN] }, /NaN at \/all\/1,/],
  ['an infinity next to a null', { y: null, all: [-Infinity] }, /-Infinity at \/all\/0,/],
])('refuses %s with its own code if null is not allowed', async (_name, output, message) => {
  for (const accept of ['application/json', 'application/jsonlines']) {
    const refused = await refusalOf(() => encodeOutputs([output], accept, 'single', nullable));
    expect(refused.code).toBe('answer_not_finite');
    expect(refused.message).toMatch(message);
  }
});

test('tells a client that sends NaN to send null', async () => {
  const { code, message } = await refusalOf(() => decoded('{"y": NaN}', JSON_TYPE, PAIRS));
  expect(code).toBe('body_not_json');
  expect(message).toMatch(/JSON has no NaN: send null for a missing number/);
});

const LISTS = modelOf(
  schemaOf({ a: { type: 'array', items: { type: 'array', items: { type: 'number' } } } }),
);
const TEXT = modelOf(schemaOf({ text: { type: 'string' } }));
const house = { size: 80.5, rooms: 3, garden: true };

test.each<[string, unknown, ReturnType<typeof modelOf>, unknown[], string]>([
  ['a list of objects', [pair, pair], PAIRS, [pair, pair], 'list'],
  ['rows of a table', [[80.5, 3, true]], TABLE, [house], 'list'],
  ['instances that are rows', { instances: [[80.5, 3, true]] }, TABLE, [house], 'instances'],
  ['rows for the only list', [[1], [2, 3]], VECTORS, [{ values: [1] }, { values: [2, 3] }], 'list'],
  ['tables for the only list of lists', [[[1]]], LISTS, [{ a: [[1]] }], 'list'],
  ['values for the only property', ['a', 'b'], TEXT, [{ text: 'a' }, { text: 'b' }], 'list'],
  ['rows of one column', [['a']], TEXT, [{ text: 'a' }], 'list'],
  ['one input', { inputs: 'a' }, TEXT, [{ text: 'a' }], 'single'],
  ['an input object', { inputs: pair }, PAIRS, [pair], 'single'],
  ['several inputs', { inputs: ['a', 'b'] }, TEXT, [{ text: 'a' }, { text: 'b' }], 'list'],
])("takes what is sent to SageMaker's toolkits: %s", (_name, body, model, inputs, framing) => {
  expect(decoded(JSON.stringify(body), JSON_TYPE, model)).toEqual({ inputs, framing });
});

test('answers a list with a list', () => {
  expect(encodeOutputs([{ y: 1 }, { y: 2 }], '', 'list', PAIRS).body).toBe('[{"y":1},{"y":2}]');
  expect(encodeOutputs([{ y: 1 }], '', 'list', PAIRS).body).toBe('[{"y":1}]');
});

test.each<[string, unknown, ReturnType<typeof modelOf>, string, RegExp]>([
  [
    'one row that is not in a list',
    [80.5, 3, true],
    TABLE,
    '/0',
    /or an array of 3 values: size, rooms, garden/,
  ],
  [
    'a row that is too short',
    [[80.5, 3]],
    TABLE,
    '/0',
    /is an array of 2 items; must be an object with size/,
  ],
  ['a list that is not in a list', [1, 2], VECTORS, '/0', /or only the value of values$/],
  [
    'a row for strings and a list',
    [['a', 1]],
    modelOf(schemaOf({ t: { type: 'string' }, l: { type: 'array' } })),
    '/0',
    /must be an object with t, l$/,
  ],
])('refuses an ambiguous body: %s', async (_name, body, model, pointer, detail) => {
  const refused = await refusalOf(() => decoded(JSON.stringify(body), JSON_TYPE, model));
  expect(refused.code).toBe('input_invalid');
  expect(refused.errors).toMatchObject([{ pointer }]);
  expect(refused.errors[0]?.detail).toMatch(detail);
});

test('refuses parameters next to inputs; treats inputs as a property if the schema has it', async () => {
  const { message } = await refusalOf(() =>
    decoded('{"inputs":"a","parameters":{}}', JSON_TYPE, TEXT),
  );
  expect(message).toMatch(
    /"inputs" must be the only key of the body, but there is also "parameters"/,
  );
  const model = modelOf(schemaOf({ inputs: { type: 'string' } }));
  expect(decoded('{"inputs":"a"}', JSON_TYPE, model).inputs).toEqual([{ inputs: 'a' }]);
});
