import { binaryBytes } from '../units.ts';

export interface BundleSize {
  readonly onnxBytes: number;
  /** Of everything beside `model.onnx`. */
  readonly otherBytes: number;
  /** Of `model.tar.gz`; undefined while there is none. */
  readonly archiveBytes: number | undefined;
}

/**
 * Measured with float models of 100 and 400 MB and an int8 model of 23 MB, all within 10 %: while ONNX Runtime loads a
 * model, a worker holds the content of model.onnx twice and that of other files once.
 */
const MEMORY = {
  /** The container before any model. */
  containerBytes: 150 * 2 ** 20,
  /** A worker thread before its model. */
  workerBytes: 50 * 2 ** 20,
  onnxFactor: 2,
  otherFactor: 1.1,
} as const;

/** Low estimates, not measured. */
const PACE = { downloadBytesPerSecond: 30e6, loadBytesPerSecond: 100e6 } as const;

const perWorker = ({ onnxBytes, otherBytes }: BundleSize): number =>
  MEMORY.workerBytes + MEMORY.onnxFactor * onnxBytes + MEMORY.otherFactor * otherBytes;

/** The memory that a container with `workers` workers takes. */
export function memoryBytes(size: BundleSize, workers: number): number {
  return MEMORY.containerBytes + workers * perWorker(size);
}

/** How many such models fit into `available` bytes, with one worker each. */
export function modelsInMemory(size: BundleSize, available: number): number {
  return Math.floor((available - MEMORY.containerBytes) / perWorker(size));
}

/** How long it takes to download and load the model. */
export function startSeconds({ onnxBytes, otherBytes, archiveBytes }: BundleSize): number {
  const bytes = onnxBytes + otherBytes;
  return (archiveBytes ?? bytes) / PACE.downloadBytesPerSecond + bytes / PACE.loadBytesPerSecond;
}

/** How the memory was estimated, in one line. */
export function estimateLine(size: BundleSize): string {
  const { containerBytes, workerBytes, onnxFactor, otherFactor } = MEMORY;
  return (
    `memory: ${binaryBytes(containerBytes)} + workers x (${binaryBytes(workerBytes)} + ` +
    `${onnxFactor} x ${binaryBytes(size.onnxBytes)} of model.onnx + ` +
    `${otherFactor} x ${binaryBytes(size.otherBytes)} of other files); ` +
    `start: about ${Math.ceil(startSeconds(size))} s to download and load`
  );
}
