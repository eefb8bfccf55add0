import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBody, takenTypes } from '../../src/codecs/index.ts';
import { bytesOf, MODELS, outcomeOf, PAIRS, PICTURE, refusalOf, TABLE, VECTORS } from './models.ts';

test.each<[string, string]>([
  ['application/xml', 'application/xml'],
  ['', 'a body without a Content-Type'],
  ['json', 'json'],
  ['application/json, text/csv', 'application/json, text/csv'],
  ['application/x-npy', 'application/x-npy'],
  ['image/png', 'image/png'],
  ['constructor/name', 'constructor/name'],
])('lists the accepted types instead of %j', async (contentType, found) => {
  const refused = await refusalOf(() => decodeBody(bytesOf('{}'), contentType, PAIRS));
  expect(refused.code).toBe('content_type_unsupported');
  expect(refused.message).toBe(
    `probe takes application/json, application/jsonlines, text/csv, not ${found}`,
  );
});

test.each([
  ['application/x-npz', /application\/x-npy, made by numpy.save/],
  ['text/libsvm', /text\/csv/],
  ['application/x-recordio-protobuf', /application\/jsonlines/],
  ['text/plain; charset=utf-8', /a JSON object, under the name of its property/],
])('names an alternative to %s', async (contentType, message) => {
  const refused = await refusalOf(() => decodeBody(bytesOf('x'), contentType, PAIRS));
  expect(refused.code).toBe('content_type_unsupported');
  expect(refused.message).toMatch(message);
});

test('truncates a long Content-Type in the error', async () => {
  const contentType = `a/${'b'.repeat(1000)}`;
  const { message } = await refusalOf(() => decodeBody(bytesOf('{}'), contentType, PAIRS));
  expect(message).toHaveLength(`probe takes ${takenTypes(PAIRS).join(', ')}, not `.length + 100);
});

test('lists the types that each model takes', () => {
  const json = ['application/json', 'application/jsonlines'];
  expect(takenTypes(TABLE)).toEqual([...json, 'text/csv', 'application/x-npy']);
  expect(takenTypes(VECTORS)).toEqual([...json, 'text/csv', 'application/x-npy']);
  expect(takenTypes(PICTURE)).toEqual([...json, 'image/jpeg', 'image/png', 'application/x-image']);
});

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const STARTS: Readonly<Record<string, Uint8Array>> = {
  'application/json': bytesOf('{"instances":['),
  'application/jsonlines': bytesOf('{"premise":"'),
  'text/csv': bytesOf('size,rooms,garden\n"'),
  'application/x-npy': Buffer.from("\x93NUMPY\x01\x00v\x00{'descr': '<f4', ", 'latin1'),
  'image/jpeg': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16),
  'image/png': PNG,
};

/** The client errors that a decoder may throw. */
const CODES = [
  'content_type_unsupported',
  'body_not_utf8',
  'body_not_json',
  'input_invalid',
  'request_invalid',
];

test.each(Object.keys(STARTS))('decodes or refuses any bytes as %s', async (contentType) => {
  const start = STARTS[contentType] ?? new Uint8Array();
  const parameters = fc.constantFrom('', ';', '; charset=UTF-8', ';header=present', ';x="\\""');
  const body = fc.tuple(
    fc.constantFrom(new Uint8Array(), start),
    fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }).map(bytesOf)),
  );
  await fc.assert(
    fc.asyncProperty(
      body,
      parameters,
      fc.constantFrom(...Object.values(MODELS)),
      async (parts, parameter, model) => {
        const outcome = await outcomeOf(() => {
          return decodeBody(Buffer.concat(parts), contentType + parameter, model);
        });
        if (outcome.refused) expect(CODES).toContain(outcome.refused.code);
        else expect(outcome.taken.inputs).not.toHaveLength(0);
      },
    ),
    { numRuns: 300 },
  );
});

test('refuses any other Content-Type', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (contentType) => {
      fc.pre(!contentType.includes('json'));
      const refused = await refusalOf(() => decodeBody(bytesOf('{}'), contentType, VECTORS));
      expect(refused.code).toBe('content_type_unsupported');
    }),
  );
});
