import type { ProblemError } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { defaultHooks } from '../src/default-hooks.ts';
import { manifest } from './bundle-folder.ts';

const hooks = defaultHooks(manifest);
const bytes = (text: string) => new TextEncoder().encode(text);

test.each(['application/json', 'Application/JSON; charset=utf-8'])('takes %s', (contentType) => {
  expect(hooks.parseInput(bytes('{"x":2}'), contentType)).toEqual([{ x: 2 }]);
});

test.each<[string, Uint8Array, string, string, RegExp]>([
  [
    'another type',
    bytes('x=1'),
    'text/csv; header=absent',
    'content_type_unsupported',
    /text\/csv/,
  ],
  ['invalid UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'application/json', 'body_not_utf8', /UTF-8/],
  ['half a JSON text', bytes('{"x":'), 'application/json', 'body_not_json', /one JSON object/],
  ['an empty body', bytes(''), 'application/json', 'body_not_json', /the body is empty/],
])('refuses %s', (_name, body, contentType, code, detail) => {
  const refused = expect(() => hooks.parseInput(body, contentType));
  refused.toThrow(expect.objectContaining({ name: 'ProblemError', code }));
  refused.toThrow(detail);
});

test('says of each value why it does not fit the schema', () => {
  try {
    hooks.parseInput(bytes('{"x":"two","mood":3}'), 'application/json');
    expect.unreachable();
  } catch (error) {
    const { code, errors } = error as ProblemError;
    expect(code).toBe('input_invalid');
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/mood', '/x']);
  }
});

test('answers in JSON, whatever is accepted', () => {
  expect(hooks.formatOutput({ y: 4 }, 'text/csv')).toEqual({
    body: '{"y":4}',
    contentType: 'application/json',
  });
});
