import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelManifest, parse } from '@pilotlight/contracts';

/** The files of a bundle. Only the handler is optional: without it the default hooks are used. */
export const BUNDLE_FILES = {
  manifest: 'model.json',
  model: 'model.onnx',
  handler: 'code/handler.mjs',
} as const;

export interface Bundle {
  readonly directory: string;
  readonly manifest: ModelManifest;
}

/** The bundle cannot be served; the message says what is wrong, where, and what would be right. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
}

/**
 * Opens the unpacked bundle in `directory`: checks that its files are there, and reads the manifest.
 * @throws BundleError
 */
export async function openBundle(directory: string): Promise<Bundle> {
  const files = [BUNDLE_FILES.manifest, BUNDLE_FILES.model];
  const found = await Promise.all(files.map((file) => isFile(join(directory, file))));
  const missing = files.filter((_file, index) => !found[index]);
  if (missing.length > 0) {
    throw new BundleError(
      `the model directory ${directory} has no ${missing.join(' and no ')}; ` +
        `it must contain an unpacked model.tar.gz with ${files.join(' and ')}`,
    );
  }
  return { directory, manifest: await readManifest(join(directory, BUNDLE_FILES.manifest)) };
}

/**
 * Whether a file exists.
 * @throws BundleError when that cannot be determined: treating it as absent could serve the wrong model
 */
export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw new BundleError(`${path} cannot be read: ${message}`);
  }
}

async function readManifest(path: string): Promise<ModelManifest> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new BundleError(`${path} cannot be read: ${error.message}`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BundleError(`${path} is not JSON: ${(error as Error).message}`);
  }
  try {
    return parse(ModelManifest, value, path);
  } catch (error) {
    throw new BundleError((error as Error).message);
  }
}
