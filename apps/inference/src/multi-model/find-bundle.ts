import { type BundleSize, ProblemError } from '@pilotlight/contracts';
import { type Bundle, bundleSize, openBundle } from '@pilotlight/model-runtime';
import { modelDirectory } from './model-directory.ts';

export interface FoundBundle {
  readonly bundle: Bundle;
  readonly size: BundleSize;
}

/**
 * The unpacked bundle at `url`, which must be under `root`.
 * @throws ProblemError when it is elsewhere, or is not a bundle
 */
export async function findBundle(url: string, root: string): Promise<FoundBundle> {
  const directory = await modelDirectory(url, root);
  const bundle = await openBundle(directory).catch((error: Error) => {
    throw new ProblemError('request_invalid', error.message);
  });
  return { bundle, size: await bundleSize(directory) };
}
