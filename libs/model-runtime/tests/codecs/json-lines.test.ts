import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeOutputs } from '../../src/codecs/index.ts';
import { CODEC_LIMITS } from '../../src/codecs/limits.ts';
import { decoded, modelOf, PAIRS, refusalOf } from './models.ts';

const LINES = 'application/jsonlines';
const pair = { premise: 'A dog runs.', hypothesis: 'A dog sleeps.' };
const line = JSON.stringify(pair);

test.each([LINES, 'application/x-ndjson', 'application/jsonl; charset=utf-8'])(
  'reads one object per line as %s',
  (contentType) => {
    const { inputs, framing } = decoded(`\n${line}\r\n \n${line}`, contentType, PAIRS);
    expect({ inputs, framing }).toEqual({ inputs: [pair, pair], framing: 'lines' });
  },
);

test('answers each line with a line', () => {
  expect(encodeOutputs([{ y: 1 }, { y: 2 }], '*/*', 'lines', PAIRS)).toEqual({
    body: '{"y":1}\n{"y":2}',
    contentType: LINES,
  });
});

test.each<[string, string | Uint8Array, string, RegExp]>([
  ['a broken line', `${line}\n\n{"premise":`, 'body_not_json', /line 3: /],
  ['nothing but blank lines', '\n \r\n', 'input_invalid', /no input/],
  ['invalid UTF-8', Uint8Array.of(0xc3, 0x0a), 'body_not_utf8', /UTF-8/],
])('refuses %s', async (_name, body, code, message) => {
  const refused = await refusalOf(() => decoded(body, LINES, PAIRS));
  expect(refused.code).toBe(code);
  expect(refused.message).toMatch(message);
});

test('points to the record and the place in it', async () => {
  const { code, errors } = await refusalOf(() => decoded(`${line}\n\n{}\n3`, LINES, PAIRS));
  expect(code).toBe('input_invalid');
  expect(errors.map(({ pointer }) => pointer)).toEqual(['/1/premise', '/1/hypothesis', '/2']);
});

test('refuses too many records, without reading the rest', async () => {
  const body = `${'{}\n'.repeat(CODEC_LIMITS.records + 1)}{"premise":`;
  expect((await refusalOf(() => decoded(body, LINES, PAIRS))).code).toBe('body_too_large');
});

test('reads back any objects that it wrote', () => {
  const model = modelOf({ type: 'object', properties: {} });
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.integer());
  const record = fc.dictionary(fc.string(), value, { maxKeys: 3 });
  fc.assert(
    fc.property(fc.array(record, { minLength: 1, maxLength: 4 }), (records) => {
      const values = JSON.parse(JSON.stringify(records)) as unknown[];
      const { body } = encodeOutputs(values, '', 'lines', model);
      expect((body as string).split('\n')).toHaveLength(values.length);
      expect(decoded(body, LINES, model).inputs).toEqual(values);
    }),
  );
});
