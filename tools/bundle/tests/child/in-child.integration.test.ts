import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ChildError, inChild } from '../../src/child/in-child.ts';

const programs = new URL('./programs.ts', import.meta.url);
const run = (does: string, seconds = 20) => inChild<unknown>(programs, { does }, seconds);

test.each(['answer', 'print', 'speak out of turn'])(
  'returns the result of a program that does: %s',
  async (does) => {
    expect(await run(does)).toBe('done');
  },
);

test.each([
  ['exit', /ends its process with exit code 3/],
  ['wait forever', /ends its process with exit code 0/],
  ['crash', /ends its process with SIGABRT/],
  ['reject', /ends its process with exit code 1 \([^]*no good\n\nNode\.js v/],
])('reports a program that does: %s', async (does, message) => {
  const failure = await run(does).catch((error: Error) => error);
  expect(failure).toBeInstanceOf(ChildError);
  expect((failure as Error).message).toMatch(message);
});

test('ends a program that hangs', async () => {
  await expect(run('hang', 0.5)).rejects.toThrow('takes longer than 0.5 s');
});

test('gives the program the environment of the image, and nothing of this process', async () => {
  process.env['AWS_SECRET_ACCESS_KEY'] = 'not for models';
  try {
    expect(await run('environment')).toEqual(
      expect.arrayContaining(['HOME', 'NODE_ENV', 'ORT_DISABLE_TELEMETRY', 'PATH']),
    );
    expect(await run('environment')).not.toContain('AWS_SECRET_ACCESS_KEY');
  } finally {
    delete process.env['AWS_SECRET_ACCESS_KEY'];
  }
});

test('gives the program an empty working directory, which is removed afterwards', async () => {
  const { cwd, files } = (await run('look around')) as { cwd: string; files: string[] };
  expect(files).toEqual([]);
  expect(existsSync(cwd)).toBe(false);
});

test('gives the program no network, and reports what it tried to reach even if it caught the error', async () => {
  const tried: string[] = [];
  const answer = await inChild<unknown>(programs, { does: 'connect' }, 20, (target) =>
    tried.push(target),
  );
  expect(answer).toBe('done');
  expect(tried.sort()).toEqual([
    'b.invalid:443',
    'c.invalid:81',
    'd.invalid',
    'e.invalid over UDP',
  ]);
});

test('says at which step a program hangs', async () => {
  const failure = await run('hang in a step').catch((error: Error) => error);
  expect(failure).toMatchObject({ message: 'takes longer than 0.5 s', step: 'it thinks' });
});
