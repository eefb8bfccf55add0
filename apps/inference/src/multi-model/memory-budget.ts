import { totalmem } from 'node:os';
import { MEMORY, ProblemError } from '@pilotlight/contracts';

export interface MemoryReadings {
  /** The memory that the process may use. */
  limitBytes(): number;
  usedBytes(): number;
}

/** Decides whether another model fits into the container's memory, counting models that are still loading. */
export class MemoryBudget {
  readonly #readings: MemoryReadings;
  #promised = 0;

  constructor(readings: MemoryReadings = containerMemory) {
    this.#readings = readings;
  }

  /**
   * Reserves `bytes` for a model that is about to load.
   * @returns releases the reservation; call it once the model has loaded
   * @throws ProblemError `memory_short` when that much is not free; SageMaker then unloads other models
   */
  reserve(bytes: number): () => void {
    const free = this.#readings.limitBytes() - this.#readings.usedBytes() - this.#promised;
    if (bytes > free) {
      throw memoryShort(`it needs about ${mebibytes(bytes)}, and ${mebibytes(free)} are free`);
    }
    this.#promised += bytes;
    return () => void (this.#promised -= bytes);
  }
}

export function memoryShort(reason: string): ProblemError {
  return new ProblemError('memory_short', `There is not enough memory for the model: ${reason}`);
}

const containerMemory: MemoryReadings = {
  limitBytes() {
    // constrainedMemory() is 0, or more than the machine has, when there is no limit. The share leaves room for
    // requests.
    const limit = process.constrainedMemory() || Infinity;
    const used = process.memoryUsage.rss();
    const own = limit < totalmem() ? limit : used + process.availableMemory();
    return own * MEMORY.usableShare;
  },
  usedBytes: () => process.memoryUsage.rss(),
};

function mebibytes(bytes: number): string {
  return `${Math.max(0, Math.round(bytes / 2 ** 20))} MiB`;
}
