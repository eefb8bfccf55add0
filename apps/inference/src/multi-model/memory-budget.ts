import { totalmem } from 'node:os';
import { ProblemError } from '@pilotlight/contracts';
import { RUNTIME_LIMITS } from '@pilotlight/model-runtime';

export interface MemoryReadings {
  /** What the process may take. */
  limitBytes(): number;
  usedBytes(): number;
}

/** Says whether another model would fit into the container's memory, those that load meanwhile included. */
export class MemoryBudget {
  readonly #readings: MemoryReadings;
  #promised = 0;

  constructor(readings: MemoryReadings = containerMemory) {
    this.#readings = readings;
  }

  /**
   * Keeps `bytes` for a model that is about to load.
   * @returns gives them back: once it has loaded, what is used says it
   * @throws ProblemError `memory_short` when there is not so much; SageMaker then unloads others
   */
  reserve(bytes: number): () => void {
    const free = this.#readings.limitBytes() - this.#readings.usedBytes() - this.#promised;
    if (bytes > free) {
      throw memoryShort(`it takes about ${mebibytes(bytes)}, and ${mebibytes(free)} are left`);
    }
    this.#promised += bytes;
    return () => void (this.#promised -= bytes);
  }
}

/** What a model takes while it loads, by the size of its files: each worker holds them twice for a moment. */
export function modelBytes(fileBytes: number, workers: number): number {
  return workers * (RUNTIME_LIMITS.workerBytes + RUNTIME_LIMITS.modelCopies * fileBytes);
}

export function memoryShort(reason: string): ProblemError {
  return new ProblemError('memory_short', `There is no memory for the model: ${reason}`);
}

const containerMemory: MemoryReadings = {
  limitBytes() {
    // 0 without a limit, or more than there is. The rest of the share is for requests.
    const limit = process.constrainedMemory() || Infinity;
    const used = process.memoryUsage.rss();
    const own = limit < totalmem() ? limit : used + process.availableMemory();
    return own * RUNTIME_LIMITS.memoryShare;
  },
  usedBytes: () => process.memoryUsage.rss(),
};

function mebibytes(bytes: number): string {
  return `${Math.max(0, Math.round(bytes / 2 ** 20))} MiB`;
}
