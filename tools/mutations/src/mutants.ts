import type { Mutant } from './mutant.ts';
import { BOUNDED_SPENDING } from './mutants/bounded-spending.ts';
import { DESTROY_AND_UPDATE } from './mutants/destroy-and-update.ts';
import { IDEMPOTENT } from './mutants/idempotent.ts';
import { JOBS } from './mutants/jobs.ts';
import { NO_EARLY_DEATH } from './mutants/no-early-death.ts';
import { NO_LEAK } from './mutants/no-leak.ts';
import { NOTHING_LOST } from './mutants/nothing-lost.ts';
import { ONE_WAKE } from './mutants/one-wake.ts';
import { OPTIMISTIC } from './mutants/optimistic.ts';

/** Every protection of the life cycle that can be taken out by itself, by invariant. */
export const MUTANTS: readonly Mutant[] = [
  ...OPTIMISTIC,
  ...ONE_WAKE,
  ...NOTHING_LOST,
  ...NO_EARLY_DEATH,
  ...NO_LEAK,
  ...BOUNDED_SPENDING,
  ...DESTROY_AND_UPDATE,
  ...IDEMPOTENT,
  ...JOBS,
];
