import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { bundleHandler } from '../../src/folder/bundle-handler.ts';
import { type Files, modelFolder, scratchFolder } from '../model-folder.ts';

async function bundled(changes: Files = {}) {
  const target = join(await scratchFolder(), 'handler.mjs');
  return { target, findings: await bundleHandler(await modelFolder(changes), target) };
}

test('makes one module that runs alone', async () => {
  const { target, findings } = await bundled();
  expect(findings).toEqual([]);
  const handler = (await import(pathToFileURL(target).href)) as {
    predict(batch: object[]): Promise<object[]>;
  };
  expect(await handler.predict([{ x: 2 }])).toEqual([{ y: 4 }]);
});

test('makes nothing without a source', async () => {
  const { target, findings } = await bundled({ 'src/handler.ts': undefined });
  expect(findings).toEqual([]);
  await expect(readFile(target)).rejects.toThrow('ENOENT');
});

test.each([
  ['does not parse', 'export (', 'src/handler.ts#L1', /cannot be bundled \(/],
  [
    'imports what is not installed',
    'import "no-such-package";',
    'src/handler.ts#L1',
    /Could not resolve "no-such-package"/,
  ],
  [
    'takes ONNX Runtime along',
    "import ort from 'onnxruntime-node';\nexport const predict = ort;",
    'src/handler.ts#L1',
    /imports onnxruntime-node at run time: use "import type"/,
  ],
])('refuses a handler that %s', async (_what, source, where, found) => {
  const { findings } = await bundled({ 'src/handler.ts': source });
  expect(findings).toMatchObject([{ rule: 'handler-build', severity: 'error', where }]);
  expect(findings[0]?.found).toMatch(found);
});

test('lets a handler use the types of ONNX Runtime', async () => {
  const { findings } = await bundled({
    'src/handler.ts':
      "import type { Tensor } from 'onnxruntime-node';\nexport const predict = (t: Tensor[]) => t;",
  });
  expect(findings).toEqual([]);
});
