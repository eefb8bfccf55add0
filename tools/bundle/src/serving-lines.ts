import {
  binaryBytes,
  type BundleSize,
  MEMORY,
  startSeconds,
  type Verdict,
} from '@pilotlight/contracts';

/** One line for each way of serving. */
export function verdictLines(verdicts: readonly Verdict[]): string[] {
  const width = Math.max(...verdicts.map(({ way }) => way.name.length));
  return verdicts.map(
    ({ way, fits, why, instead }) =>
      `  ${way.name.padEnd(width)}  ${fits ? 'fits' : 'no  '}  ${fits ? why : `${why}: ${instead}`}`,
  );
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
