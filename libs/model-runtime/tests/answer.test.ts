import { ProblemError } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { answer } from '../src/answer.ts';
import type { Hooks } from '../src/handler.ts';

const lines: Hooks = {
  loadModel: async () => undefined,
  parseInput: (body) => new TextDecoder().decode(body).split('\n').filter(Boolean),
  predict: async (batch) => batch.map((line) => `${line}!`),
  formatOutput: (prediction) => ({ body: String(prediction), contentType: 'text/csv' }),
};

const ask = (body: string, hooks: Partial<Hooks> = {}) =>
  answer(
    { hooks: { ...lines, ...hooks }, model: undefined },
    { body: new TextEncoder().encode(body), contentType: 'text/csv', accept: '*/*' },
  );

test('answers several inputs one to a line, bytes too', async () => {
  const output = { body: 'a!\nb!', contentType: 'text/csv' };
  expect(await ask('a\nb\n')).toEqual({ output });
  const formatOutput: Hooks['formatOutput'] = (prediction) => ({
    body: new TextEncoder().encode(String(prediction)),
    contentType: 'text/csv',
  });
  expect(await ask('a\nb\n', { formatOutput })).toEqual({ output });
});

test('refuses a body without an input', async () => {
  expect(await ask('')).toMatchObject({ refusal: { code: 'input_invalid' } });
});

test("passes a hook's own client error on, with its code", async () => {
  const parseInput = () => {
    throw new ProblemError('content_type_unsupported', 'only CSV');
  };
  expect(await ask('a', { parseInput })).toEqual({
    refusal: { code: 'content_type_unsupported', detail: 'only CSV', errors: [] },
  });
});

test.each<[string, Partial<Hooks>, RegExp]>([
  ['too few outputs', { predict: async () => [] }, /predict returned 0 outputs for 1 inputs/],
  [
    'no list of outputs',
    { predict: (async () => 'a') as unknown as Hooks['predict'] },
    /predict returned string/,
  ],
  [
    "a server's error code",
    { predict: () => Promise.reject(new ProblemError('internal', 'mine')) },
    /mine/,
  ],
  ['something thrown that is no error', { predict: () => Promise.reject('text') }, /threw text/],
])('takes %s as a failure of the model', async (_name, hooks, message) => {
  const reply = await ask('a', hooks);
  expect(reply).toHaveProperty('failure.message', expect.stringMatching(message));
});
