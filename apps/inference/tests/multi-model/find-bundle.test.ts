import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findBundle } from '../../src/multi-model/find-bundle.ts';
import { scratch, unpack } from '../support/bundles.ts';

test('finds a bundle under the models directory, with its size', async () => {
  const root = scratch();
  const url = unpack(root, 'a');
  const { bundle, size } = await findBundle(url, root);
  expect(bundle).toMatchObject({ directory: url, manifest: { name: 'double' } });
  writeFileSync(join(url, 'weights.bin'), Buffer.alloc(5000));
  const { size: larger } = await findBundle(url, root);
  expect(larger).toEqual({ ...size, otherBytes: size.otherBytes + 5000 });
});

test('refuses every path out of the models directory', async () => {
  const root = scratch();
  const outside = unpack(scratch(), 'b');
  const models = join(root, 'models');
  unpack(models, 'a');
  unpack(join(root, 'models-of-others'), 'b');
  symlinkSync(outside, join(models, 'link'));
  const ways = [
    outside,
    root,
    models,
    join(root, 'models-of-others', 'b', 'model'),
    `${models}/../models-of-others/b/model`,
    `${models}/a/../../models-of-others/b/model`,
    join(models, 'link'),
    `${models}/a/model\0`,
    'models/a/model',
    `file://${models}/a/model`,
    '',
  ];
  for (const way of ways) {
    await expect(findBundle(way, models), way).rejects.toMatchObject({
      code: 'request_invalid',
      message: `The url "${way}" is not valid; must be a directory under ${models}`,
    });
  }
});

test('follows a link that stays inside; the models directory may itself be a link', async () => {
  const root = scratch();
  const url = unpack(join(root, 'real'), 'a');
  symlinkSync(join(root, 'real'), join(root, 'models'));
  symlinkSync(url, join(root, 'real', 'link'));
  const { bundle } = await findBundle(join(root, 'models', 'link'), join(root, 'models'));
  expect(bundle.directory).toBe(url);
});

test('reports what is wrong with an invalid bundle', async () => {
  const root = scratch();
  mkdirSync(join(root, 'empty'));
  await expect(findBundle(join(root, 'empty'), root)).rejects.toMatchObject({
    code: 'request_invalid',
    message: /has no model\.json and no model\.onnx/,
  });
  const url = unpack(root, 'a');
  rmSync(join(url, 'model.json'));
  writeFileSync(join(url, 'model.json'), '{}');
  await expect(findBundle(url, root)).rejects.toMatchObject({ code: 'request_invalid' });
});
