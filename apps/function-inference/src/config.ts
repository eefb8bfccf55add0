import { availableParallelism } from 'node:os';
import { join } from 'node:path';

export interface Config {
  /** The unpacked bundle. */
  readonly modelDirectory: string;
  /** Whether the bundle is copied there by another function: it is complete once the marker is in it. */
  readonly markerRequired: boolean;
  /** Threads of each session. */
  readonly threads: number;
}

/** Lambda gives a function one processor for each of these. */
const MEGABYTES_PER_PROCESSOR = 1769;

/**
 * Reads and validates the environment.
 * @param parallelism number of processors that this process may use; fewer than the memory suggests on a laptop
 * @throws Error that lists every bad key at once
 */
export function readConfig(
  environment: NodeJS.ProcessEnv,
  parallelism = availableParallelism(),
): Config {
  const { LAMBDA_TASK_ROOT: root = '/var/task', MODEL_MARKER: marker = '' } = environment;
  const { MODEL_DIRECTORY: modelDirectory = join(root, 'model') } = environment;
  const { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: memory = String(MEGABYTES_PER_PROCESSOR) } = environment;
  const wrong: string[] = [];
  if (modelDirectory.trim() === '') {
    wrong.push('MODEL_DIRECTORY is empty; must be the folder of an unpacked bundle');
  }
  if (marker !== '' && marker !== 'required') {
    wrong.push(`MODEL_MARKER is "${marker}"; must be "required" or absent`);
  }
  if (!/^[1-9]\d{0,5}$/.test(memory)) {
    wrong.push(`AWS_LAMBDA_FUNCTION_MEMORY_SIZE is "${memory}"; must be a number of megabytes`);
  }
  if (wrong.length > 0) throw new Error(`the environment is not valid: ${wrong.join('; ')}`);
  const processors = Math.round(Number(memory) / MEGABYTES_PER_PROCESSOR);
  return {
    modelDirectory,
    markerRequired: marker === 'required',
    threads: Math.max(1, Math.min(processors, parallelism)),
  };
}
