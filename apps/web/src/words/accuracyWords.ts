import type { ModelManifest } from '@pilotlight/contracts';
import { percent } from './percent.ts';

type Quality = ModelManifest['quality'][number];

/** A measured value for display; a value from 0 to 1 as a percentage. */
export function qualityValue({ value }: Quality): string {
  return value >= 0 && value <= 1 ? percent(value) : String(value);
}

/** Such as `82.1% of 9,824 test cases (SNLI test)`, from the first measured accuracy; undefined without one. */
export function accuracyWords(quality: readonly Quality[]): string | undefined {
  const found = quality.find(({ metric }) => metric.toLowerCase() === 'accuracy');
  if (!found) return undefined;
  return `${qualityValue(found)} of ${found.examples.toLocaleString('en')} test cases (${found.dataset})`;
}
