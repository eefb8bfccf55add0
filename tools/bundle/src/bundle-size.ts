import type { BundleSize } from '@pilotlight/contracts';
import { MODEL } from './names.ts';
import type { Subject } from './subject.ts';

/** @param archiveBytes of its `model.tar.gz`; undefined while there is none */
export function bundleSize({ files }: Pick<Subject, 'files'>, archiveBytes?: number): BundleSize {
  const onnxBytes = files.get(MODEL) ?? 0;
  const bytes = [...files.values()].reduce((sum, file) => sum + file, 0);
  return { onnxBytes, otherBytes: bytes - onnxBytes, archiveBytes };
}
