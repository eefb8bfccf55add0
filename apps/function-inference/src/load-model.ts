import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ProblemError } from '@pilotlight/contracts';
import {
  BundleError,
  type InThreadModel,
  loadInThread,
  openBundle,
} from '@pilotlight/model-runtime';
import type { Config } from './config.ts';
import { FUNCTION_LIMITS } from './limits.ts';

/** The file that the loader writes last, when all others of the bundle are there. */
export const MARKER = '.complete';

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

async function checkMarker(directory: string): Promise<void> {
  try {
    await stat(join(directory, MARKER));
  } catch (error) {
    throw notLoaded(`its file ${MARKER} is missing`, error);
  }
}

/** The caller is told what is missing, the log also where. */
function notLoaded(what: string, cause: unknown): ProblemError {
  const seconds = FUNCTION_LIMITS.copyingRetrySeconds;
  const detail = `The model's folder is not complete: ${what}; try again in ${seconds} s`;
  const error = new ProblemError('model_not_loaded', detail, [], seconds);
  error.cause = cause;
  return error;
}
