import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeOutputs, type Framing, givenTypes } from '../../src/codecs/index.ts';
import {
  FRAMINGS,
  modelOf,
  outcomeOf,
  PAIRS,
  refusalOf,
  schemaOf,
  TABLE,
  VECTORS,
} from './models.ts';

const CSV = 'text/csv; charset=utf-8';
const LINES = 'application/jsonlines';
const JSON_TYPE = 'application/json';
const NPY = 'application/x-npy';
const prices = [
  { price: 1, days: 2 },
  { price: 3, days: 4 },
];
const typeOf = (accept: string, framing: Framing, model = TABLE) =>
  encodeOutputs(prices, accept, framing, model).contentType;

test.each<[Framing, string, string]>([
  ['single', JSON_TYPE, JSON_TYPE],
  ['instances', JSON_TYPE, JSON_TYPE],
  ['list', JSON_TYPE, JSON_TYPE],
  ['lines', LINES, LINES],
  ['rows', CSV, LINES],
  ['array', NPY, JSON_TYPE],
])(
  "answers %s in the request's own form if the client accepts any type",
  (framing, own, otherwise) => {
    const lists = modelOf(
      TABLE.input,
      schemaOf({ words: { type: 'array', items: { type: 'array', items: { type: 'string' } } } }),
    );
    for (const accept of ['', '*/*', 'image/webp, */*;q=0.1']) {
      expect(typeOf(accept, framing)).toBe(own);
      expect(typeOf(accept, framing, lists)).toBe(otherwise);
    }
  },
);

test.each<[string, Framing, string]>([
  [JSON_TYPE, 'rows', JSON_TYPE],
  ['APPLICATION/JSON', 'rows', JSON_TYPE],
  ['application/json; charset=utf-8', 'rows', JSON_TYPE],
  ['application/json;charset="UTF-8";q=0.5, text/csv;q=0.1', 'rows', JSON_TYPE],
  ['application/x-ndjson', 'single', 'application/x-ndjson'],
  ['application/jsonl', 'single', 'application/jsonl'],
  ['application/npy', 'single', 'application/npy'],
  ['text/csv, application/json;q=0.9', 'single', CSV],
  ['text/csv;q=0.1, application/json;q=0.9', 'single', JSON_TYPE],
  ['text/*', 'single', CSV],
  ['application/*', 'lines', LINES],
  ['application/*', 'rows', LINES],
  ['application/json;q=0, */*', 'single', LINES],
  ['text/csv;q=0, */*;q=0.2', 'rows', LINES],
  ['text/csv; header=present', 'rows', 'text/csv; charset=utf-8; header=present'],
  ['TEXT/CSV;charset=utf-8;HEADER=Absent;q=1', 'rows', 'text/csv; charset=utf-8; header=absent'],
])('for Accept: %s and %s answers %s', (accept, framing, contentType) => {
  expect(typeOf(accept, framing)).toBe(contentType);
});

test('writes lines as predictions, also a single one, and one object as a line', () => {
  const [price] = prices;
  expect(encodeOutputs(prices, JSON_TYPE, 'lines', TABLE).body).toBe(
    `{"predictions":${JSON.stringify(prices)}}`,
  );
  expect(encodeOutputs([price], JSON_TYPE, 'lines', TABLE).body).toBe(
    `{"predictions":[${JSON.stringify(price)}]}`,
  );
  expect(encodeOutputs([price], LINES, 'single', TABLE).body).toBe(JSON.stringify(price));
});

test.each(['application/xml', 'text/html', 'application/json; version=2', 'json', '*/*;q=0', '""'])(
  'refuses Accept: %s',
  async (accept) => {
    const refused = await refusalOf(() => encodeOutputs([{}], accept, 'lines', VECTORS));
    expect(refused.code).toBe('accept_unsupported');
    expect(refused.message).toBe(
      `probe can answer in application/json, application/jsonlines, text/csv, application/x-npy, not in ${accept}`,
    );
  },
);

test('refuses an Accept that is too long', async () => {
  const refused = await refusalOf(() =>
    encodeOutputs([{}], 'a/b,'.repeat(300) + '*/*', 'single', TABLE),
  );
  expect(refused.code).toBe('accept_unsupported');
});

test('lists the types that each model can answer in', () => {
  expect(givenTypes(PAIRS)).toEqual([JSON_TYPE, LINES, 'text/csv']);
  expect(givenTypes(TABLE)).toEqual([JSON_TYPE, LINES, 'text/csv', NPY]);
});

test('answers or refuses any Accept', async () => {
  const part = fc.constantFrom(
    'text',
    'csv',
    '/',
    '*',
    ';',
    ',',
    'q=',
    '0',
    '1',
    '"',
    ' ',
    '=',
    '\\',
  );
  const accept = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
  );
  await fc.assert(
    fc.asyncProperty(accept, fc.constantFrom(...FRAMINGS), async (header, framing) => {
      const outcome = await outcomeOf(() => encodeOutputs(prices, header, framing, TABLE));
      if (outcome.refused) expect(outcome.refused.code).toBe('accept_unsupported');
      else expect(outcome.taken.body).not.toHaveLength(0);
    }),
  );
});
