import { describe, expect, it } from 'vitest';
import { readBody } from '../src/read-body.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('readBody', () => {
  it.each([
    ['application/json; charset=utf-8', '{"sent":"They sing."}'],
    ['application/jsonlines', '\n{"sent":"They sing."}\r\n'],
    ['text/plain', 'They sing.\n'],
  ])('reads %s', (contentType, text) => {
    expect(readBody(bytes(text), contentType)).toEqual([{ sent: 'They sing.' }]);
  });

  it('reads a sentence from each line', () => {
    expect(readBody(bytes('One.\n\nTwo.'), 'text/plain')).toEqual([
      { sent: 'One.' },
      { sent: 'Two.' },
    ]);
  });

  it.each([
    ['text/csv', bytes('a'), 'content_type_unsupported', 'application/json, application/jsonlines'],
    ['', bytes('a'), 'content_type_unsupported', 'a body without a Content-Type'],
    ['text/plain', Uint8Array.of(0xff), 'body_not_utf8', 'not valid UTF-8'],
    ['application/json', bytes('{'), 'body_not_json', 'the body is not JSON'],
    ['application/jsonlines', bytes('{}\n{'), 'body_not_json', 'line 2 is not JSON'],
  ])('refuses %s when it is wrong', (contentType, body, code, message) => {
    expect(() => readBody(body, contentType)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
