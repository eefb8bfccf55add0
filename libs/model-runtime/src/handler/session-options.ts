import type { Runtime } from './hooks.ts';

/** The options of every session, in the container and in a function: an answer must not depend on who gives it. */
export function sessionOptions(threads: number): Runtime['sessionOptions'] {
  return {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Threads of an idle session must sleep, not spin: other workers need the processors.
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  };
}
