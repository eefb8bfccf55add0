import {
  BundleError,
  type InThreadModel,
  loadInThread,
  openBundle,
} from '@pilotlight/model-runtime';
import { checkMarker, notLoaded } from './check-marker.ts';
import type { Config } from './config.ts';

/**
 * Loads the bundle into this thread.
 * @throws ProblemError `model_not_loaded` when the bundle is not completely copied: a later try may succeed
 * @throws BundleError, or any error of a hook, for a bundle that can't be served
 */
export async function loadModel(config: Config): Promise<InThreadModel> {
  const { modelDirectory, markerRequired, threads } = config;
  if (!markerRequired) return loadInThread(await openBundle(modelDirectory), threads);
  await checkMarker(modelDirectory);
  try {
    return await loadInThread(await openBundle(modelDirectory), threads);
  } catch (error) {
    // The next deployment, or a run of the loader, may repair the shared folder while this function keeps running.
    if (error instanceof BundleError) throw notLoaded('a file of it is missing or broken', error);
    throw error;
  }
}
