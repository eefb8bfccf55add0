export interface BundleSize {
  readonly onnxBytes: number;
  /** Of everything beside `model.onnx`. */
  readonly otherBytes: number;
  /** Of `model.tar.gz`; undefined while there is none. */
  readonly archiveBytes?: number | undefined;
}

/**
 * What a container takes, and how much of its machine it may take. The runtime, the multi-model host and the lint all
 * count by this.
 *
 * Measured with float models of 100 and 400 MB and an int8 model of 23 MB, all within 10 %: while ONNX Runtime loads a
 * model, a worker holds the content of model.onnx twice and that of other files once. Small models take less: 1 to 16
 * workers took 80 to 90 % of the estimate.
 */
export const MEMORY = {
  /** The container before any model. */
  containerBytes: 150 * 2 ** 20,
  /** A worker thread before its model. */
  workerBytes: 50 * 2 ** 20,
  onnxFactor: 2,
  otherFactor: 1.1,
  /** The share of a machine's memory that may be used; the rest is for the system and for running requests. */
  usableShare: 0.8,
} as const;

/** Low estimates, not measured. */
const PACE = { downloadBytesPerSecond: 30e6, loadBytesPerSecond: 100e6 } as const;

/** The memory that `workers` workers of one model take, without the container itself. */
export function modelMemoryBytes({ onnxBytes, otherBytes }: BundleSize, workers: number): number {
  const { workerBytes, onnxFactor, otherFactor } = MEMORY;
  return workers * (workerBytes + onnxFactor * onnxBytes + otherFactor * otherBytes);
}

/** The memory that a container with `workers` workers takes. */
export function containerMemoryBytes(size: BundleSize, workers: number): number {
  return MEMORY.containerBytes + modelMemoryBytes(size, workers);
}

/** How many workers, or models with one worker each, fit into a machine with `memoryBytes`; may be 0. */
export function workersInMemory(size: BundleSize, memoryBytes: number): number {
  const usable = memoryBytes * MEMORY.usableShare - MEMORY.containerBytes;
  return Math.max(0, Math.floor(usable / modelMemoryBytes(size, 1)));
}

/** How long it takes to download and load the model. */
export function startSeconds({ onnxBytes, otherBytes, archiveBytes }: BundleSize): number {
  const bytes = onnxBytes + otherBytes;
  return (archiveBytes ?? bytes) / PACE.downloadBytesPerSecond + bytes / PACE.loadBytesPerSecond;
}
