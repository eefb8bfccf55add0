import * as fc from 'fast-check';
import { plans } from './plans.ts';
import { Scenario } from './scenario.ts';

/** A plan, and the order in which things happen. */
export const scenarios: fc.Arbitrary<Scenario> = fc
  .tuple(fc.scheduler(), plans)
  .map(([scheduler, plan]) => new Scenario(scheduler, plan));
