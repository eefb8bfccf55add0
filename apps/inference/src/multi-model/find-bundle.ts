import { ProblemError } from '@pilotlight/contracts';
import { type Bundle, openBundle } from '@pilotlight/model-runtime';
import { directoryBytes } from './directory-bytes.ts';
import { modelDirectory } from './model-directory.ts';

export interface FoundBundle {
  readonly bundle: Bundle;
  /** Total size of its files. */
  readonly bytes: number;
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
  return { bundle, bytes: await directoryBytes(directory) };
}
