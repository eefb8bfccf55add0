import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BundleError } from '../src/bundle-error.ts';
import { lintPath } from '../src/lint-path.ts';
import { packModel } from '../src/pack-model.ts';
import { type TarEntry, tarFile } from './archive/tar-file.ts';
import { bundleFolder, fixture, manifest, modelFolder } from './model-folder.ts';
import { rulesOf } from './subject-of.ts';

const rules = async (path: string) => rulesOf((await lintPath(path)).findings);

async function archive(prefix = '', more: readonly TarEntry[] = []): Promise<string> {
  return tarFile([
    { path: `${prefix}model.json`, content: JSON.stringify(manifest) },
    { path: `${prefix}model.onnx`, content: await readFile(fixture('double.onnx')) },
    ...more,
  ]);
}

test('lints a folder without touching it', async () => {
  const directory = await modelFolder({ 'large.bin': 'x'.repeat(100_000) });
  const before = await readdir(directory, { recursive: true });
  expect(await rules(directory)).toEqual(['file-unread large.bin']);
  expect(await readdir(directory, { recursive: true })).toEqual(before);
});

test('lints the packed form of a folder with a handler beside model.json', async () => {
  const directory = await modelFolder({
    'src/handler.ts': undefined,
    'src/double.ts': undefined,
    'handler.js': 'export const predict = (batch) => batch.map(() => ({ y: "no number" }));',
  });
  expect(await rules(directory)).toEqual(['example-answer model.json#/examples/0']);
});

test('lints an unpacked bundle', async () => {
  const directory = await bundleFolder();
  expect(await rules(directory)).toEqual([]);
  await symlink(join(directory, 'model.json'), join(directory, 'copy.json'));
  expect(await rules(directory)).toEqual(['file-link copy.json']);
});

test('lints an archive of its own packer', async () => {
  const { archive = '' } = await packModel(await modelFolder());
  expect(await rules(archive)).toEqual([]);
});

test("lints a user's archive with a wrapper, an owner, macOS files, a link and a path outside", async () => {
  const file = await archive('echo/', [
    { path: 'echo/._model.json', content: 'x', uid: 501, uname: 'ada' },
    { path: 'echo/vocab.txt', type: 'SymbolicLink', linkpath: '/etc/passwd' },
    { path: 'echo/../../outside', content: 'x' },
    { path: 'echo/secret.pem', content: 'x', mode: 0o600 },
  ]);
  const { findings, verdicts } = await lintPath(file);
  expect(rulesOf(findings)).toEqual([
    'file-link echo/vocab.txt',
    'archive-path echo/../../outside',
    'archive-wrapped model.tar.gz',
    'archive-mode echo/secret.pem',
    'archive-owner model.tar.gz',
    'file-secret secret.pem',
    'file-stray ._model.json',
  ]);
  expect(verdicts).toBeDefined();
});

test('lints the content of a wrapped archive', async () => {
  const file = await archive('echo/', [{ path: 'echo/secret.pem', content: 'x' }]);
  expect(await rules(file)).toEqual(['archive-wrapped model.tar.gz', 'file-secret secret.pem']);
});

test('says that the model is missing in an archive without one', async () => {
  const file = await tarFile([{ path: 'hello.txt', content: 'hello' }]);
  expect(await rules(file)).toEqual(['file-missing model.json', 'file-missing model.onnx']);
});

test('refuses a file that is not an archive', async () => {
  const file = join(await bundleFolder(), 'model.json');
  const { findings, verdicts } = await lintPath(file);
  expect(rulesOf(findings)).toEqual(['archive-unreadable model.json']);
  expect(verdicts).toBeUndefined();
});

test('refuses a truncated archive', async () => {
  const file = await archive();
  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, bytes.length - 20));
  expect(await rules(file)).toEqual(['archive-unreadable model.tar.gz']);
});

test('does not unpack an archive that is too large', async () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({ path: `${index}` }));
  expect(await rules(await archive('', many))).toEqual(['archive-size model.tar.gz']);
});

test('refuses a path that does not exist', async () => {
  await expect(lintPath('/no/such/path')).rejects.toThrow(BundleError);
});
