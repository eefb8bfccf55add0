import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BundleSize } from '@pilotlight/contracts';
import { BUNDLE_FILES, BundleError } from './bundle.ts';

/**
 * The size of the unpacked bundle in `directory`.
 * @throws BundleError when one of its folders cannot be read
 */
export async function bundleSize(directory: string): Promise<BundleSize> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
    const onnxBytes = sizes[paths.indexOf(join(directory, BUNDLE_FILES.model))] ?? 0;
    return { onnxBytes, otherBytes: sizes.reduce((sum, size) => sum + size, 0) - onnxBytes };
  } catch (error) {
    const { path = directory, message } = error as NodeJS.ErrnoException;
    throw new BundleError(`${path} cannot be read: ${message}`);
  }
}
