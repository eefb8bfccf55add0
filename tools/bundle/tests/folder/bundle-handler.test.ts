import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { bundleHandler } from '../../src/folder/bundle-handler.ts';
import { modelFolder, scratchFolder } from '../model-folder.ts';

const bundled = async (source: string) =>
  bundleHandler(await modelFolder({ 'src/handler.ts': source }), 'src/handler.ts');

test('makes one module that runs alone, and writes nothing', async () => {
  const directory = await modelFolder();
  const before = await readdir(directory, { recursive: true });
  const { code = '', findings } = await bundleHandler(directory, 'src/handler.ts');
  expect(findings).toEqual([]);
  expect(await readdir(directory, { recursive: true })).toEqual(before);
  const target = join(await scratchFolder(), 'handler.mjs');
  await writeFile(target, code);
  const handler = (await import(pathToFileURL(target).href)) as {
    predict(batch: object[]): Promise<object[]>;
  };
  expect(await handler.predict([{ x: 2 }])).toEqual([{ y: 4 }]);
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
  const { code, findings } = await bundled(source);
  expect(code).toBeUndefined();
  expect(findings).toMatchObject([{ rule: 'handler-build', severity: 'error', where }]);
  expect(findings[0]?.found).toMatch(found);
});

test('lets a handler use the types of ONNX Runtime', async () => {
  const { findings } = await bundled(
    "import type { Tensor } from 'onnxruntime-node';\nexport const predict = (t: Tensor[]) => t;",
  );
  expect(findings).toEqual([]);
});

test('says how to install a package that is missing', async () => {
  const { findings } = await bundled('import "@scope/no-such-package/part";');
  expect(findings[0]?.wanted).toMatch('`npm install @scope/no-such-package`');
  const { findings: others } = await bundled('import "./missing.ts";');
  expect(others[0]?.wanted).toBe('correct the import or the source');
});
