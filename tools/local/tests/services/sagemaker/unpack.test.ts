import { randomBytes } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create } from 'tar';
import { expect, it, onTestFinished } from 'vitest';
import { removeDirectory } from '../../../src/cloud/processes/remove-directory.ts';
import { unpack } from '../../../src/services/sagemaker/unpack.ts';
import { temporaryDirectory } from '../../support/directory.ts';

/** Several pieces long, and not a whole number of them. */
const CONTENT = randomBytes(3_500_001);

/** An archive of `code/index.mjs` and `model.onnx`, and where to unpack it. */
async function packed(): Promise<{ tar: Buffer; file: string; target: string }> {
  const directory = temporaryDirectory();
  const bundle = join(directory, 'bundle');
  await mkdir(join(bundle, 'code'), { recursive: true });
  writeFileSync(join(bundle, 'code/index.mjs'), 'export {};');
  writeFileSync(join(bundle, 'model.onnx'), CONTENT);
  const file = join(directory, 'model.tar');
  await create({ cwd: bundle, file }, ['code/index.mjs', 'model.onnx']);
  const target = join(directory, 'model');
  onTestFinished(() => removeDirectory(target));
  return { tar: readFileSync(file), file: join(directory, 'model.tar.gz'), target };
}

it('unpacks every file byte by byte, read-only', async () => {
  const { tar, file, target } = await packed();
  writeFileSync(file, gzipSync(tar));
  await unpack(file, target);
  expect(readFileSync(join(target, 'code/index.mjs'), 'utf8')).toBe('export {};');
  expect(readFileSync(join(target, 'model.onnx')).equals(CONTENT)).toBe(true);
  const modes = ['', 'code', 'code/index.mjs', 'model.onnx'].map(
    (path) => statSync(join(target, path)).mode & 0o777,
  );
  expect(modes).toEqual([0o555, 0o555, 0o444, 0o444]);
});

it.each([
  ['is not compressed', (tar: Buffer) => tar, /incorrect header check/],
  ['is empty', () => Buffer.alloc(0), /unexpected end of file/],
  ['ends early', (tar: Buffer) => gzipSync(tar).subarray(0, -1e6), /unexpected end of file/],
  ['holds half a tar file', (tar: Buffer) => gzipSync(tar.subarray(0, 1e6)), /Truncated input/],
  ['holds no tar file', () => gzipSync('no tar '.repeat(1000)), /checksum failure/],
])('refuses an archive that %s', async (_what, change, reason) => {
  const { tar, file, target } = await packed();
  writeFileSync(file, change(tar));
  await expect(unpack(file, target)).rejects.toThrow(reason);
});

it('refuses an archive that does not exist', async () => {
  const { file, target } = await packed();
  await expect(unpack(file, target)).rejects.toThrow(/ENOENT/);
});
