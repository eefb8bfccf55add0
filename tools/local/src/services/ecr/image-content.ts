import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** @returns `sha256:` and one hash over the Dockerfile and every file's path and content, context by context */
export async function digestOf(dockerfile: string, contexts: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(await readFile(dockerfile));
  for (const context of contexts) {
    const entries = await readdir(context, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) {
      hash.update(`\0${file.slice(context.length)}\0`).update(await readFile(file));
    }
    hash.update('\0');
  }
  return `sha256:${hash.digest('hex')}`;
}

/**
 * Copies the context to `target`, so that a later build does not change a running image. Instead of the image's
 * `npm ci`, it links the dependencies in package.json from the nearest node_modules. No others are linked: a dependency
 * that package.json lacks is missing here too.
 */
export async function layOut(context: string, target: string): Promise<void> {
  await cp(context, target, { recursive: true });
  for (const name of await dependencies(context)) {
    const source = nearest(context, join('node_modules', name));
    const link = join(target, 'node_modules', name);
    if (source === undefined || existsSync(link)) continue;
    await mkdir(dirname(link), { recursive: true });
    await symlink(source, link, 'junction');
  }
}

async function dependencies(context: string): Promise<string[]> {
  const file = join(context, 'package.json');
  if (!existsSync(file)) return [];
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (typeof manifest !== 'object' || manifest === null) return [];
  const named = 'dependencies' in manifest ? manifest.dependencies : undefined;
  return typeof named === 'object' && named !== null ? Object.keys(named) : [];
}

function nearest(directory: string, path: string): string | undefined {
  const found = join(directory, path);
  if (existsSync(found)) return found;
  const parent = dirname(directory);
  return parent === directory ? undefined : nearest(parent, path);
}
