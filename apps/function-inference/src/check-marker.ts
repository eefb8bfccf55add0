import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FUNCTION_FILES, ProblemError } from '@pilotlight/contracts';
import { FUNCTION_LIMITS } from './limits.ts';

/** @throws ProblemError `model_not_loaded` when the loader has not copied all files of the bundle in `directory` */
export async function checkMarker(directory: string): Promise<void> {
  try {
    await stat(join(directory, FUNCTION_FILES.marker));
  } catch (error) {
    throw notLoaded(`its file ${FUNCTION_FILES.marker} is missing`, error);
  }
}

/** The caller is told what is missing, the log also where. */
export function notLoaded(what: string, cause: unknown): ProblemError {
  const seconds = FUNCTION_LIMITS.copyingRetrySeconds;
  const detail = `The model's folder is not complete: ${what}; try again in ${seconds} s`;
  const error = new ProblemError('model_not_loaded', detail, [], seconds);
  error.cause = cause;
  return error;
}
