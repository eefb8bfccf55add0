import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isAlive } from '../../support/is-alive.ts';
import { putFunction } from '../../support/program.ts';
import { until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud({ functionIdleSeconds: 0.5 });

async function invoke(name: string, event: object = {}) {
  const { payload, functionError } = await local.cloud.lambda.invokeAsOwner(
    name,
    JSON.stringify(event),
  );
  return { functionError, answer: JSON.parse(payload) as Record<string, unknown> };
}

/** Elsewhere nothing tells the memory of a process cheaply. */
const IS_LINUX = process.platform === 'linux';

test.runIf(IS_LINUX)('a function that needs more than its memory is killed', async () => {
  const code = `
let kept;
export const handler = async ({ megabytes }) => {
  kept = Buffer.alloc(megabytes * 1024 * 1024, 1);
  await new Promise((resolve) => setTimeout(resolve, 300));
  return { pid: process.pid };
};`;
  putFunction(local, 'hungry', code, { memorySizeMb: 256 });
  const { answer: first } = await invoke('hungry', { megabytes: 1 });
  const { functionError, answer } = await invoke('hungry', { megabytes: 300 });
  expect(functionError).toBe('Unhandled');
  expect(answer).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(
      /^RequestId: [\da-f-]{36} Error: Runtime exited with error: signal: killed$/,
    ) as unknown,
  });
  expect(local.lines).toContainEqual(
    expect.stringMatching(/^lambda\/hungry KILLED: it holds \d+ MB, and has 256 MB$/),
  );
  expect((await invoke('hungry', { megabytes: 1 })).answer['pid']).not.toBe(first['pid']);
});

test('an instance that is not used ends, and the next event starts another', async () => {
  putFunction(local, 'rests', 'export const handler = async () => ({ pid: process.pid });');
  const { answer: first } = await invoke('rests');
  expect((await invoke('rests')).answer).toEqual(first);
  await until(() => !isAlive(Number(first['pid'])));
  const { answer: second } = await invoke('rests');
  expect(second['pid']).not.toBe(first['pid']);
});

/** Counts its loads in a file of the function. */
const countLoads = (file: string) => `
import { appendFileSync, readFileSync } from 'node:fs';
appendFileSync(${JSON.stringify(file)}, 'x');
const loads = readFileSync(${JSON.stringify(file)}, 'utf8').length;`;

test('code that does not load the first time is loaded again by the event', async () => {
  const file = join(local.directory, 'loads');
  const code = `${countLoads(file)}
if (loads === 1) throw new Error('not yet');
export const handler = async () => loads;`;
  putFunction(local, 'second', code);
  await expect(invoke('second')).resolves.toMatchObject({ answer: 2, functionError: undefined });
});

test('code that never loads fails the event with its error, after two tries', async () => {
  const file = join(local.directory, 'never');
  putFunction(local, 'never', `${countLoads(file)}\nthrow new RangeError('load ' + loads);`);
  const { functionError, answer } = await invoke('never');
  expect(functionError).toBe('Unhandled');
  expect(answer).toMatchObject({ errorType: 'RangeError', errorMessage: 'load 2' });
});

test('code that ends its process while it loads is an exit', async () => {
  putFunction(local, 'leaves', 'process.exit(3);');
  const { answer } = await invoke('leaves');
  expect(answer).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/Runtime exited with error: exit status 3$/) as unknown,
  });
});

test('a killed function says so, and its files are removed', async () => {
  const directory = join(local.directory, 'tmp');
  const code = `
import { writeFileSync } from 'node:fs';
export const handler = async () => {
  writeFileSync(${JSON.stringify(directory)}, process.env.TMPDIR);
  process.kill(process.pid, 'SIGKILL');
  await new Promise(() => setTimeout(() => {}, 1000));
};`;
  putFunction(local, 'dies', code);
  const { answer } = await invoke('dies');
  expect(answer).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/signal: killed$/) as unknown,
  });
  await until(() => !existsSync(readFileSync(directory, 'utf8')));
});
