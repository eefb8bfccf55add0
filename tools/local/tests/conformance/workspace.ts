import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { create } from 'tar';
import { ROOT } from './in-process-driver.ts';

/** A model of a few hundred bytes: it doubles the number `x`. */
export const DOUBLE = 'double';

const FIXTURE = join(ROOT, 'apps/inference/tests/fixtures/bundle');

/**
 * The project in `directory`, with the model `double` besides `entailment`: links to everything but the models.
 * @returns where its Pulumi.yaml is
 */
export async function workspaceWithDouble(directory: string): Promise<string> {
  const models = join(directory, 'libs/models');
  await mkdir(join(models, DOUBLE, 'dist'), { recursive: true });
  await mkdir(join(directory, 'infra'));
  const linked = ['apps', 'node_modules', 'infra/src', 'libs/models/entailment'];
  for (const path of linked) await symlink(join(ROOT, path), join(directory, path), 'junction');
  for (const file of ['Pulumi.yaml', 'infra/package.json']) {
    await cp(join(ROOT, file), join(directory, file));
  }
  await cp(join(FIXTURE, 'model.json'), join(models, DOUBLE, 'model.json'));
  const file = join(models, DOUBLE, 'dist/model.tar.gz');
  await create({ file, cwd: FIXTURE, gzip: true }, ['model.json', 'model.onnx', 'code']);
  return directory;
}
