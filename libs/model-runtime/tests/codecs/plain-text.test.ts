import { expect, test } from 'vitest';
import { takenTypes } from '../../src/codecs/index.ts';
import { decoded, modelOf, PAIRS, PICTURE, refusalOf, schemaOf, TABLE, VECTORS } from './models.ts';

const PLAIN = 'text/plain';
const review = { type: 'string', minLength: 1, maxLength: 20 };
const REVIEWS = modelOf(schemaOf({ text: review, language: { type: 'string' } }, ['language']));

test.each([
  ['a line', 'Not bad.', PLAIN],
  ['line breaks and spaces as they are', ' One\r\n\ntwo \n', 'text/plain; charset=UTF-8'],
  ['quotation marks and braces', '{"text": "a, b"}', PLAIN],
  ['other scripts and emoji', 'Très bon 好 👍', `${PLAIN};charset="utf-8"`],
])('takes %s', (_what, text, contentType) => {
  expect(decoded(text, contentType, REVIEWS)).toEqual({ inputs: [{ text }], framing: 'single' });
});

test.each<[string, string | Uint8Array, string, string, RegExp]>([
  ['no text', '', PLAIN, 'input_invalid', /0|empty|at least 1|1 to 20/],
  ['too long a text', 'x'.repeat(21), PLAIN, 'input_invalid', /20/],
  ['Latin-1', Uint8Array.of(0x54, 0x72, 0xe8, 0x73), PLAIN, 'body_not_utf8', /UTF-8/],
  ['another charset', 'x', `${PLAIN}; charset=latin1`, 'content_type_unsupported', /latin1/],
])('refuses %s', async (_what, body, contentType, code, message) => {
  const refused = await refusalOf(() => decoded(body, contentType, REVIEWS));
  expect(refused.code).toBe(code);
  expect(`${refused.message} ${refused.errors.map(({ detail }) => detail).join()}`).toMatch(
    message,
  );
});

test('is taken only by models whose only required property is a text', () => {
  expect(takenTypes(REVIEWS)).toContain(PLAIN);
  const optional = modelOf(schemaOf({ text: review }, ['text']));
  const nullable = modelOf(schemaOf({ text: { type: ['string', 'null'] } }));
  for (const model of [PAIRS, TABLE, VECTORS, PICTURE, optional, nullable]) {
    expect(takenTypes(model)).not.toContain(PLAIN);
  }
});
