import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { bundleHandler } from '../../src/folder/bundle-handler.ts';
import { checkAnswers } from '../../src/checks/check-answers.ts';
import { checkHandler } from '../../src/checks/check-handler.ts';
import { readSubject } from '../../src/subject.ts';
import { bundleFolder, modelFolder, scratchFolder } from '../model-folder.ts';

const bundled = async (source: string) =>
  bundleHandler(await modelFolder({ 'src/handler.ts': source }), 'src/handler.ts');

test('builds one self-contained module and writes nothing', async () => {
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
    'bundles ONNX Runtime',
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

test('says how to install a missing package', async () => {
  const { findings } = await bundled('import "@scope/no-such-package/part";');
  expect(findings[0]?.wanted).toMatch('`npm install @scope/no-such-package`');
  const { findings: others } = await bundled('import "./missing.ts";');
  expect(others[0]?.wanted).toBe('correct the import or the source');
});

test.each([
  [
    'imports createRequire under its usual name',
    `import { createRequire } from 'node:module';
     const require = createRequire(import.meta.url);
     const { sep } = require('node:path');
     export const predict = (batch: object[]) => batch.map(() => ({ y: sep.length }));`,
  ],
  [
    'uses CommonJS packages that require a module of Node, and sharp',
    `import { sepLength } from './common.cjs';
     import { sharpType } from './native.cjs';
     export const predict = (batch: object[]) =>
       batch.map(() => ({ y: sepLength + sharpType.length }));`,
  ],
  [
    'uses sharp',
    `import sharp from 'sharp';
     export async function predict(batch: object[]) {
       const create = { width: 1, height: 2, channels: 3 as const, background: '#fff' };
       const { info } = await sharp({ create }).raw().toBuffer({ resolveWithObject: true });
       return batch.map(() => ({ y: info.height }));
     }`,
  ],
])('packs a working handler that %s', async (_what, source) => {
  const folder = await modelFolder({
    'src/handler.ts': source,
    'src/common.cjs': "exports.sepLength = require('node:path').sep.length;",
    'src/native.cjs': "exports.sharpType = typeof require('sharp');",
  });
  const { code = '', findings } = await bundleHandler(folder, 'src/handler.ts');
  expect(findings).toEqual([]);
  const bundle = await bundleFolder({ 'code/handler.mjs': code });
  const { hooks, findings: imported } = await checkHandler(await readSubject(bundle));
  expect([imported, [...hooks]]).toEqual([[], ['predict']]);
  expect(await checkAnswers(await readSubject(bundle))).toEqual([]);
});
