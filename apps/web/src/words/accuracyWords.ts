import type { ModelManifest } from '@pilotlight/contracts';
import { percent } from './percent.ts';

type Quality = ModelManifest['quality'][number];

/** A measured value as a person reads it: a share as a percentage. */
export function qualityValue({ value }: Quality): string {
  return value >= 0 && value <= 1 ? percent(value) : String(value);
}

/** `82.1% of SNLI's test pairs`, from the first accuracy that was measured; `undefined` without one. */
export function accuracyWords(quality: readonly Quality[]): string | undefined {
  const found = quality.find(({ metric }) => metric.toLowerCase() === 'accuracy');
  if (!found) return undefined;
  return `${qualityValue(found)} of ${found.examples.toLocaleString('en')} test cases (${found.dataset})`;
}
