import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { jobPlans } from './job-plan.ts';
import { JobScenario } from './job-scenario.ts';

/** `.ci/run` makes many more, in a step of its own. */
const RUNS = Number(process.env.INTERLEAVINGS ?? 200);

const { INTERLEAVINGS_SEED: seed } = process.env;

/** What a search must have seen, or it shows little. */
const EXERCISED = [
  ...['succeeded', 'upload_missing', 'job_expired', 'model_rejected', 'model_error'],
  ...['model_timeout', 'model_retired', 'upload event lost', 'answer event lost', 'moved on'],
  ...['accepted upload', 'accepted request', 'the function times out', 'dies after', 'twice'],
];

it(
  'each job ends once, with its answer or a true reason, in every interleaving',
  async () => {
    const seen = new Set<string>();
    const property = fc.asyncProperty(fc.scheduler(), jobPlans, async (scheduler, plan) => {
      for (const what of await new JobScenario(scheduler, plan).run()) seen.add(what);
    });
    await fc.assert(property, {
      numRuns: RUNS,
      ...(seed === undefined ? {} : { seed: Number(seed) }),
    });
    expect(EXERCISED.filter((what) => !seen.has(what))).toEqual([]);
  },
  100 * RUNS + 60_000,
);
