import { type ModelManifest, violations } from '@pilotlight/contracts';
import { variant } from './variant.ts';

/** How many variants of each example are tried before equal inputs have to do. */
const TURNS = 6;

/**
 * Inputs that differ, so that a batch of them shows whether one changes the answer of another: examples of the manifest
 * from the shortest to the longest, then variants of them that fit the input schema.
 * @param most how many are wanted; fewer only when no variant fits
 */
export function differentInputs({ examples, input }: ModelManifest, most: number): unknown[] {
  const found = new Map<string, unknown>();
  const add = (value: unknown) => {
    if (found.size < most && violations(input, value).length === 0) {
      found.set(JSON.stringify(value), value);
    }
  };
  // One place at least is left for a variant: examples may be alike in length, or in what they hold.
  for (const value of spread(examples, most - 1)) add(value);
  for (let turn = 1; turn <= TURNS; turn++) {
    for (const example of examples) add(variant(example.input, input, turn));
  }
  return [...found.values()];
}

/** Some of the examples, evenly from the shortest to the longest. */
function spread(examples: ModelManifest['examples'], most: number): unknown[] {
  const sorted = examples
    .map(({ input }) => input)
    .sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
  if (sorted.length <= most) return sorted;
  const step = (sorted.length - 1) / Math.max(1, most - 1);
  return Array.from({ length: most }, (_, index) => sorted[Math.round(index * step)]);
}
