import { type ModelManifest, violations } from '@pilotlight/contracts';
import { variant } from './variant.ts';

/** How many variants of each example are tried. */
const TURNS = 6;

/**
 * Distinct inputs, so that a batch of them shows whether one input changes the answer to another: examples of the
 * manifest from the shortest to the longest, then variants of them that fit the input schema.
 * @param most how many to return; fewer only when no variant fits
 */
export function differentInputs({ examples, input }: ModelManifest, most: number): unknown[] {
  const found = new Map<string, unknown>();
  const add = (value: unknown) => {
    if (found.size < most && violations(input, value).length === 0) {
      found.set(JSON.stringify(value), value);
    }
  };
  // Leaves room for at least one variant: the examples may have similar lengths or values.
  for (const value of spread(examples, most - 1)) add(value);
  for (let turn = 1; turn <= TURNS; turn++) {
    for (const example of examples) add(variant(example.input, input, turn));
  }
  return [...found.values()];
}

/** At most `most` examples, evenly spaced by length. */
function spread(examples: ModelManifest['examples'], most: number): unknown[] {
  const sorted = examples
    .map(({ input }) => input)
    .sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
  if (sorted.length <= most) return sorted;
  const step = (sorted.length - 1) / Math.max(1, most - 1);
  return Array.from({ length: most }, (_, index) => sorted[Math.round(index * step)]);
}
