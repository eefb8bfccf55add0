import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BundleError } from '../src/bundle.ts';
import { bundleSize } from '../src/bundle-size.ts';
import { bundleFolder, manifest } from './bundle-folder.ts';

it('counts model.onnx apart from all other files, also in folders', async () => {
  const directory = await bundleFolder('');
  await mkdir(join(directory, 'words', 'deep'), { recursive: true });
  await writeFile(join(directory, 'words', 'deep', 'model.onnx'), Buffer.alloc(1000));
  expect(await bundleSize(directory)).toEqual({
    onnxBytes: (await stat(join(directory, 'model.onnx'))).size,
    otherBytes: JSON.stringify(manifest).length + 1000,
  });
});

it('says what cannot be read', async () => {
  const gone = join(await bundleFolder(''), 'gone');
  await expect(bundleSize(gone)).rejects.toThrow(BundleError);
  await expect(bundleSize(gone)).rejects.toThrow(`${gone} cannot be read: ENOENT`);
});
