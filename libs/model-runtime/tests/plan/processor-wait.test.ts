import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { processorWaitMilliseconds } from '../../src/plan/processor-wait.ts';

async function statistics(text: string): Promise<string> {
  const directory = await mkdtempDisposable(join(tmpdir(), 'schedstat-'));
  onTestFinished(() => directory.remove());
  const file = join(directory.path, 'schedstat');
  await writeFile(file, text);
  return file;
}

test("reads the thread's wait for a processor", async () => {
  expect(processorWaitMilliseconds(1, await statistics('81000000 2500000 17\n'))).toBe(2.5);
});

test('is 0 for a session of several threads: the others go on meanwhile', async () => {
  expect(processorWaitMilliseconds(2, await statistics('81000000 2500000 17\n'))).toBe(0);
});

test.each(['', '0', 'x y z'])('is 0 if the kernel gives no figure: %j', async (text) => {
  expect(processorWaitMilliseconds(1, await statistics(text))).toBe(0);
});

test('is 0 without the file', () => {
  expect(processorWaitMilliseconds(1, '/nowhere')).toBe(0);
});
