import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadModel } from '../src/load-model.ts';
import { once } from '../src/once.ts';
import { brokenBundle, bundle, scratch } from './support/bundle.ts';

const config = (modelDirectory: string, markerRequired: boolean) => ({
  modelDirectory,
  markerRequired,
  threads: 1,
});

test('says which files a bundle in the package lacks', async () => {
  const empty = await scratch();
  await expect(loadModel(config(empty, false))).rejects.toThrow(
    `the model directory ${empty} has no model.json and no model.onnx`,
  );
});

test.each([
  ['without a model.onnx', 'model.onnx', undefined, 'has no model.onnx'],
  ['with a broken manifest', 'model.json', '{"name": 7}', 'model.json is not valid'],
  ['with a broken model', 'model.onnx', 'not ONNX', 'could not load its model'],
])('a bundle %s in the package is an error of the bundle', async (_what, file, text, reason) => {
  const directory = await brokenBundle(file, text);
  const failed = await loadModel(config(directory, false)).catch((error: unknown) => error);
  expect(failed).toMatchObject({
    name: 'BundleError',
    message: expect.stringContaining(reason) as string,
  });
});

test('loads a bundle on a shared file system once it is complete', async () => {
  const directory = await bundle();
  const model = once(() => loadModel(config(directory, true)));
  const failed = await model().catch((error: unknown) => error);
  expect(failed).toMatchObject({
    code: 'model_not_loaded',
    retryAfterSeconds: 5,
    message: "The model's folder is not complete: its file .complete is missing; try again in 5 s",
    cause: { path: join(directory, '.complete') },
  });
  await writeFile(join(directory, '.complete'), '');
  expect((await model()).manifest.name).toBe('double');
  expect(await model()).toBe(await model());
});

test('a folder that is not mounted is not loaded either', async () => {
  const nowhere = join(await scratch(), 'unmounted');
  await expect(loadModel(config(nowhere, true))).rejects.toMatchObject({
    code: 'model_not_loaded',
  });
});

test('a marker without its files: the caller may retry, and the log has the file', async () => {
  const directory = await bundle();
  await writeFile(join(directory, '.complete'), '');
  await rm(join(directory, 'model.onnx'));
  await expect(loadModel(config(directory, true))).rejects.toMatchObject({
    code: 'model_not_loaded',
    message: expect.stringContaining('a file of it is missing or broken') as string,
    cause: { message: expect.stringContaining('has no model.onnx') as string },
  });
});
