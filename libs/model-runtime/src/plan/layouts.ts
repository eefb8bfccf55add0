import { totalmem } from 'node:os';
import { MEMORY, type Tuning, workersInMemory } from '@pilotlight/contracts';
import type { Bundle } from '../bundle.ts';
import { bundleSize } from '../bundle-size.ts';
import { RUNTIME_LIMITS } from '../limits.ts';
import type { Plan } from './plan.ts';

/** How processors are shared among sessions. */
export type Layout = Pick<Plan, 'workers' | 'threadsPerWorker'>;

/** The layouts to try, the likeliest first: one worker per processor, then fewer workers with more threads each. */
export function layouts(
  processors: number,
  mostWorkers: number,
  { workers, threadsPerWorker }: Tuning,
): Layout[] {
  if (workers !== undefined) {
    const threads = threadsPerWorker ?? Math.max(1, Math.floor(processors / workers));
    return [{ workers, threadsPerWorker: threads }];
  }
  const shares = threadsPerWorker === undefined ? threadCounts(processors) : [threadsPerWorker];
  const found = shares.map((threads) => ({
    workers: Math.max(1, Math.min(mostWorkers, Math.floor(processors / threads))),
    threadsPerWorker: threads,
  }));
  // If memory limits the workers, drop layouts that use at most half as many processors as another.
  const used = (layout: Layout) => layout.workers * layout.threadsPerWorker;
  const most = Math.max(...found.map(used));
  return found.filter((layout) => 2 * used(layout) > most);
}

/** 1 and all processors; from 4 processors on also the square root. */
function threadCounts(processors: number): number[] {
  return [...new Set([1, processors, processors >= 4 ? Math.round(Math.sqrt(processors)) : 1])];
}

/** How many workers fit into the memory of this container; at least 1. */
export async function mostWorkers({ directory }: Bundle): Promise<number> {
  return Math.max(1, workersInMemory(await bundleSize(directory), memoryBytes()));
}

/** The heap limit of each worker when there are this many. */
export function heapMegabytes(workers: number): number {
  const { least, most } = RUNTIME_LIMITS.workerHeapMegabytes;
  const share = Math.floor((memoryBytes() * MEMORY.usableShare) / workers / 1024 ** 2);
  return Math.min(Math.max(share, least), most);
}

/** The memory of this container. */
function memoryBytes(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Infinity);
}
