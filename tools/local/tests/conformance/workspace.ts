import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { create } from 'tar';

/** This repository. */
export const ROOT = resolve(import.meta.dirname, '../../../..');

/** A model of a few hundred bytes: it doubles the number `x`. */
export const DOUBLE = 'double';

const FIXTURE = join(ROOT, 'apps/inference/tests/fixtures/bundle');

/** With a whole plan, a container measures nothing when it starts. */
const TUNING = { workers: 1, threadsPerWorker: 1, maxBatch: 1 };

/**
 * Writes the folder of the model `double`, or of a copy of it, with its bundle.
 * @param name of the copy
 * @param times what its answers are multiplied by
 * @returns the bundle's file
 */
export async function writeDouble(folder: string, times = 1, name = DOUBLE): Promise<string> {
  const bundle = join(folder, 'dist/bundle');
  await cp(FIXTURE, bundle, { recursive: true });
  await change(join(bundle, 'model.json'), (text) =>
    JSON.stringify({ ...(JSON.parse(text) as object), name, tuning: TUNING }),
  );
  await change(join(bundle, 'code/handler.mjs'), (text) =>
    text.replace('y.data[0]', `${times} * y.data[0]`),
  );
  await cp(join(bundle, 'model.json'), join(folder, 'model.json'));
  const file = join(folder, 'dist/model.tar.gz');
  await create({ file, cwd: bundle, gzip: true }, ['model.json', 'model.onnx', 'code']);
  return file;
}

async function change(file: string, alter: (text: string) => string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const altered = alter(text);
  if (altered === text) throw new Error(`${file} is not as expected: nothing was changed`);
  await writeFile(file, altered);
}

/**
 * The project in `directory`, with the model `double` besides `others`: links to everything but the models.
 * @param names of the copies of the model
 * @returns where its Pulumi.yaml is
 */
export async function workspaceWithDouble(
  directory: string,
  others: readonly string[] = ['entailment'],
  names: readonly string[] = [DOUBLE],
): Promise<string> {
  await mkdir(join(directory, 'libs/models'), { recursive: true });
  await mkdir(join(directory, 'infra'));
  const models = others.map((name) => `libs/models/${name}`);
  const linked = ['apps', 'node_modules', 'infra/src', ...models];
  for (const path of linked) await symlink(join(ROOT, path), join(directory, path), 'junction');
  for (const file of ['Pulumi.yaml', 'infra/package.json']) {
    await cp(join(ROOT, file), join(directory, file));
  }
  for (const name of names) await writeDouble(join(directory, 'libs/models', name), 1, name);
  return directory;
}
