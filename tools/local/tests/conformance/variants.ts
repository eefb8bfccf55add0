import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, extract } from 'tar';
import { ROOT } from './in-process-driver.ts';

/** The entailment model with `suffix` appended to each of its labels. @returns the bundle's file */
export async function bundleWithLabels(suffix: string, directory: string): Promise<string> {
  const unpacked = join(directory, `bundle${suffix}`);
  await mkdir(unpacked, { recursive: true });
  const built = join(ROOT, 'libs/models/entailment/dist/model.tar.gz');
  await extract({ file: built, cwd: unpacked });
  const manifestFile = join(unpacked, 'model.json');
  const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as {
    labels: { name: string }[];
  };
  const labels = manifest.labels.map((label) => ({ ...label, name: label.name + suffix }));
  await writeFile(manifestFile, JSON.stringify({ ...manifest, labels }));
  const file = join(directory, `model${suffix}.tar.gz`);
  await create({ file, cwd: unpacked, gzip: true }, ['.']);
  return file;
}

/** The container's image, running `code` before its own. @returns its build context */
export async function imageThatFirst(code: string, directory: string): Promise<string> {
  const context = await mkdtemp(join(directory, 'image-'));
  await cp(join(ROOT, 'apps/inference/dist'), context, { recursive: true });
  // Its dependencies are taken from the nearest node_modules above it.
  const modules = join(directory, 'node_modules');
  if (!existsSync(modules)) await symlink(join(ROOT, 'node_modules'), modules, 'junction');
  const main = join(context, 'main.mjs');
  await writeFile(main, `${code}\n${await readFile(main, 'utf8')}`);
  return context;
}
