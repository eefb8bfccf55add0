import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './workspace.ts';

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
