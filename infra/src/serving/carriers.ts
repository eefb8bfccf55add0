import {
  type BundleSize,
  FUNCTION_SIZES,
  PROCESSOR_MEGABYTES,
  type ServingWayId,
  workersInMemory,
} from '@pilotlight/contracts';
import type { ModelFrom } from '../config/serving-settings.ts';
import { verdictOf } from './way-verdict.ts';

const WAYS: Readonly<Record<ModelFrom, ServingWayId>> = {
  package: 'function-package',
  image: 'function-image',
  efs: 'function-efs',
};

const MEBIBYTE = 2 ** 20;

/** One way to carry a bundle into a function, and why it fits or does not. */
export interface Carrier {
  readonly from: ModelFrom;
  readonly fits: boolean;
  readonly why: string;
}

/** The ways to carry a bundle of `size` into a function, the preferred one first. */
export function carriersOf(size: BundleSize): Carrier[] {
  return (Object.keys(WAYS) as ModelFrom[]).map((from) => {
    const { fits, why } = verdictOf(WAYS[from], size);
    return { from, fits, why };
  });
}

/** Whether a function, or a serverless endpoint, with this memory holds the model in so many workers. */
export function fitsMemory(size: BundleSize, memoryMegabytes: number, workers = 1): boolean {
  return workersInMemory(size, memoryMegabytes * MEBIBYTE) >= workers;
}

/** The smallest size of a function that holds the model. */
export function leastMemoryMegabytes(size: BundleSize): number | undefined {
  const machine = FUNCTION_SIZES.find(({ memoryBytes }) => workersInMemory(size, memoryBytes) > 0);
  return machine && machine.memoryBytes / MEBIBYTE;
}

/** The size of a function whose configuration sets none: at least one processor. */
export function defaultMemoryMegabytes(size: BundleSize): number {
  return Math.max(leastMemoryMegabytes(size) ?? 0, PROCESSOR_MEGABYTES);
}
