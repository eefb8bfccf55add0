import { expect, test } from 'vitest';
import { ChildError, inChild } from '../../src/child/in-child.ts';

const programs = new URL('./programs.ts', import.meta.url);
const run = (does: string, seconds = 20) => inChild<unknown>(programs, { does }, seconds);

test.each(['answer', 'print', 'speak out of turn'])(
  'gives the result of one that does %s',
  async (does) => {
    expect(await run(does)).toBe('done');
  },
);

test.each([
  ['exit', /ends its process with exit code 3/],
  ['wait for ever', /ends its process with exit code 0/],
  ['crash', /ends its process with SIGABRT/],
  ['reject', /ends its process with exit code 1 \([^]*no good/],
])('tells of one that does %s', async (does, message) => {
  const failure = await run(does).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(ChildError);
  expect((failure as Error).message).toMatch(message);
});

test('ends one that hangs', async () => {
  await expect(run('hang', 0.5)).rejects.toThrow('takes longer than 0.5 s');
});

test('gives it no environment but the search path', async () => {
  process.env['AWS_SECRET_ACCESS_KEY'] = 'not for models';
  try {
    expect(await run('environment')).not.toContain('AWS_SECRET_ACCESS_KEY');
  } finally {
    delete process.env['AWS_SECRET_ACCESS_KEY'];
  }
});
