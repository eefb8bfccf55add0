import * as fc from 'fast-check';
import { it } from 'vitest';
import { scenarios } from './scenarios.ts';

/** `.ci/run` makes many more, in a step of its own. */
const RUNS = Number(process.env.INTERLEAVINGS ?? 500);

const { INTERLEAVINGS_SEED: seed } = process.env;

it(
  'keeps the invariants in every interleaving',
  async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => void (await scenario.run())),
      { numRuns: RUNS, ...(seed === undefined ? {} : { seed: Number(seed) }) },
    );
  },
  50 * RUNS + 60_000,
);
