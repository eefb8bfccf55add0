import { expect, test } from 'vitest';
import { readAnswer } from '../../../src/services/apigateway/answer.ts';

const read = (answer: unknown) => {
  const { body, ...rest } = readAnswer(JSON.stringify(answer));
  return { ...rest, body: body.toString('utf8') };
};

test.each([
  [{ a: 1 }, '{"a":1}'],
  ['text', 'text'],
  [null, 'null'],
  [[1], '[1]'],
])('%j without statusCode is the body of a 200', (answer, body) => {
  const headers = { 'content-type': 'application/json' };
  expect(read(answer)).toEqual({ status: 200, headers, cookies: [], body });
});

test('status, headers, cookies and a base64 body', () => {
  expect(
    read({
      statusCode: '202',
      headers: { 'Content-Type': 'text/html', 'Retry-After': 3, 'Content-Length': '99' },
      cookies: ['a=1', 'b=2'],
      body: Buffer.from('é').toString('base64'),
      isBase64Encoded: true,
    }),
  ).toEqual({
    status: 202,
    headers: { 'content-type': 'text/html', 'retry-after': '3' },
    cookies: ['a=1', 'b=2'],
    body: 'é',
  });
});

test('a body without a content type is text', () => {
  expect(read({ statusCode: 204 })).toMatchObject({
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: '',
  });
});

test.each([
  [{ statusCode: 'x' }, 'its statusCode is "x"'],
  [{ statusCode: 99 }, 'its statusCode is 99'],
  [{ statusCode: 200, body: {} }, 'its body is not a string'],
  [{ statusCode: 200, headers: { a: ['x'] } }, 'its header a is not a string'],
  [{ statusCode: 200, cookies: 'a=1' }, 'its cookies are not an array'],
])('%j is refused', (answer, reason) => {
  expect(() => read(answer)).toThrow(reason);
});
