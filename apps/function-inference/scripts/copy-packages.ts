import { chmod, cp, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What a function never loads, by the path below `node_modules`. */
const LEFT_OUT = [
  /\.(map|md|d\.[cm]?ts)$/,
  // The files of other platforms are 245 MB.
  /^onnxruntime-node\/bin\/napi-v6\/(?!linux(\/x64|$))/,
  // Its JavaScript is in the bundle.
  /^onnxruntime-node\/(dist|lib|script)$/,
  /^sharp\/(install|lib|src)$/,
  /^@img\/[\w-]+\/lib\/glib-2\.0$/,
];

/**
 * Copies packages from one `node_modules` to another, without what a function never loads. All users may read the copy:
 * Lambda runs a function as a user of its own.
 * @param names of the packages, such as `sharp` or `@img/colour`
 */
export async function copyPackages(
  names: readonly string[],
  from: string,
  to: string,
): Promise<void> {
  for (const name of names) {
    await cp(join(from, name), join(to, name), {
      recursive: true,
      filter: (path) => !LEFT_OUT.some((pattern) => pattern.test(relative(from, path))),
    });
  }
  const entries = await readdir(to, { recursive: true, withFileTypes: true });
  await chmod(to, 0o755);
  for (const entry of entries) {
    await chmod(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o644);
  }
}
