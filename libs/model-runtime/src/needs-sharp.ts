import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bundle, BUNDLE_FILES, BundleError, isFile } from './bundle.ts';
import { imageProperties } from './codecs/image-properties.ts';

/** A packed handler imports `sharp` by its name, since `tools/bundle` leaves it out of the bundle. */
const IMPORT = /["'`]sharp["'`]/;

/**
 * Whether serving the bundle takes `sharp`: it has a property that is an image, or a handler that imports it. The native
 * files of `sharp` are 19 MB, so the program of a function has them only if they are needed.
 * @throws BundleError when the handler cannot be read
 */
export async function needsSharp({ directory, manifest }: Bundle): Promise<boolean> {
  if (imageProperties(manifest).size > 0) return true;
  const path = join(directory, BUNDLE_FILES.handler);
  if (!(await isFile(path))) return false;
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new BundleError(`${path} cannot be read: ${error.message}`);
  });
  return IMPORT.test(text);
}
