import { cp, mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Copy } from './lambda-stage.ts';

/** The folders that a build reads, by name; '' is the build context. */
export type Contexts = ReadonlyMap<string, string>;

/**
 * Copies what an image has below /var/task to `directory`: as COPY does, a folder's content, or a file.
 * @throws Error for a context that the build does not have
 */
export async function layOutTask(
  copies: readonly Copy[],
  contexts: Contexts,
  directory: string,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const { from = '', sources, target } of copies) {
    const context = contexts.get(from);
    if (context === undefined) throw new Error(`the build has no context named ${from}`);
    for (const source of sources) {
      const path = join(context, source);
      const isFile = (await stat(path)).isFile();
      const isInto = target.endsWith('/') || target.endsWith('/.');
      const to = join(directory, target, isFile && isInto ? basename(source) : '');
      await mkdir(dirname(to), { recursive: true });
      await cp(path, to, { recursive: true, dereference: true });
    }
  }
}
