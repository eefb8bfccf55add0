import { expect, test } from 'vitest';
import { type Framing, joinAnswers } from '../../src/codecs/index.ts';
import { bytesOf } from './models.ts';

const JSON_TYPE = 'application/json';
const answersOf = (contentType: string, ...bodies: (string | Uint8Array)[]) =>
  bodies.map((body) => ({ body, contentType }));

test.each<[string, Framing, string, (string | Uint8Array)[], string, string]>([
  ['one JSON object', 'single', JSON_TYPE, ['{\n"a":1}'], '{\n"a":1}', JSON_TYPE],
  ['several', 'single', JSON_TYPE, ['{}', bytesOf('1')], '{"predictions":[{},1]}', JSON_TYPE],
  [
    'instances',
    'instances',
    `${JSON_TYPE}; charset=utf-8`,
    ['1', '2'],
    '{"predictions":[1,2]}',
    `${JSON_TYPE}; charset=utf-8`,
  ],
  ['one instance', 'instances', JSON_TYPE, ['1'], '{"predictions":[1]}', JSON_TYPE],
  [
    'a problem',
    'instances',
    'application/problem+json',
    ['1'],
    '{"predictions":[1]}',
    'application/problem+json',
  ],
  ['JSON of an array', 'array', JSON_TYPE, ['1', '2'], '{"predictions":[1,2]}', JSON_TYPE],
  [
    'lines',
    'lines',
    JSON_TYPE,
    ['{\n  "a": 1\n}', bytesOf('2')],
    '{"a":1}\n2',
    'application/jsonlines',
  ],
  ['one line', 'lines', JSON_TYPE, ['1'], '1', 'application/jsonlines'],
  ['rows', 'rows', JSON_TYPE, ['1', '2'], '1\n2', 'application/jsonlines'],
  ['rows of CSV', 'rows', 'text/csv', ['a,b\r\n', bytesOf('c,d\n')], 'a,b\nc,d', 'text/csv'],
  ['texts', 'instances', 'text/plain', ['a', 'b'], 'a\nb', 'text/plain'],
  ['JSON Lines', 'single', 'application/x-ndjson', ['1\n', '2'], '1\n2', 'application/x-ndjson'],
])('joins %s', (_name, framing, type, bodies, body, contentType) => {
  expect(joinAnswers(answersOf(type, ...bodies), framing)).toEqual({ body, contentType });
});

test('leaves a single binary answer as it is', () => {
  const [image] = answersOf('image/png', Uint8Array.of(0xff));
  expect(joinAnswers(image ? [image] : [], 'lines')).toBe(image);
});

test.each<[string, ReturnType<typeof answersOf>, RegExp]>([
  ['images', answersOf('image/png', 'a', 'b'), /image\/png for 2 outputs/],
  [
    'text of two types',
    [...answersOf('text/csv', 'a'), ...answersOf(JSON_TYPE, '1')],
    /text\/csv and application\/json/,
  ],
  ['invalid JSON', answersOf(JSON_TYPE, '{\n', '1'), /JSON/],
  ['nothing', [], /no answer/],
])('treats %s as a failure of the handler', (_name, answers, message) => {
  expect(() => joinAnswers(answers, 'lines')).toThrow(message);
});
