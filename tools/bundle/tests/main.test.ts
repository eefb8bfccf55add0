import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelFolder } from './model-folder.ts';

const main = join(import.meta.dirname, '..', 'src', 'main.ts');

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [main, ...args], (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

test('says what it packed and how large it is', async () => {
  const { code, stdout } = await run(await modelFolder());
  expect(code).toBe(0);
  expect(stdout).toMatch(/model\.onnx {2}0\.01 MB[^]*model\.tar\.gz {2}0\.00 MB/);
});

test('ends with 1 and one clear message for an incomplete model', async () => {
  const { code, stderr } = await run(await modelFolder({ 'model.onnx': undefined }));
  expect(code).toBe(1);
  expect(stderr).toMatch(/^bundle: .*model\.onnx is missing: .*\n$/);
});

test('ends with 2 and its usage without a folder', async () => {
  const { code, stderr } = await run();
  expect(code).toBe(2);
  expect(stderr).toMatch(/^usage: /);
});
