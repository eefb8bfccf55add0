import type { Tuning } from '@pilotlight/contracts';
import type { Bundle } from '../bundle.ts';
import { calibrate, endAll, startLayout, STEADY_SPREAD, type Trial } from './calibrate.ts';
import { keptPlan } from './kept-plan.ts';
import { type Layout, layouts, mostWorkers } from './layouts.ts';
import type { ModelWorker } from '../pool/model-worker.ts';
import type { Plan, PlanSource } from './plan.ts';
import { processors } from './processors.ts';

export interface ChosenPlan {
  readonly plan: Plan;
  readonly source: PlanSource;
  /** Loaded; each has made a test prediction. */
  readonly workers: readonly ModelWorker[];
  /** The measurements; empty when nothing was measured. */
  readonly trials: readonly Trial[];
  /** Why a measured plan is not stored: its repeated runs differ too much, or it cannot be written. */
  readonly notKept?: Error;
  /** Why batching was disabled: which answer a batch changes, and how. */
  readonly unbatched?: string;
}

/** `runOverheadInputs` where nothing was measured. */
const USUAL_OVERHEAD_INPUTS = 4;

/**
 * The plan for a model on this machine, with its workers: given by `fixed`, kept from an earlier start, or measured
 * now. Batching is disabled if a batch changes an answer of the model.
 * @throws Error when the model cannot be loaded, or does not answer an example of the manifest
 */
export async function choosePlan(
  bundle: Bundle,
  fixed: Tuning,
  planDirectory: string | undefined,
  start: (layout: Layout) => ModelWorker,
): Promise<ChosenPlan> {
  const chosen = await fastestPlan(bundle, fixed, planDirectory, start);
  const { plan, workers } = chosen;
  const [worker] = workers;
  if (plan.maxBatch === 1 || !worker) return chosen;
  try {
    const unbatched = await worker.checkBatch(plan.maxBatch);
    if (unbatched === undefined) return chosen;
    return { ...chosen, plan: { ...plan, maxBatch: 1, maxDelayMilliseconds: 0 }, unbatched };
  } catch (error) {
    await endAll(workers, error as Error);
    throw error;
  }
}

async function fastestPlan(
  bundle: Bundle,
  fixed: Tuning,
  planDirectory: string | undefined,
  start: (layout: Layout) => ModelWorker,
): Promise<ChosenPlan> {
  const [count, most] = [processors(), await mostWorkers(bundle)];
  const given = fromManifest(fixed);
  if (given) return { ...(await ready(given, start)), source: 'manifest', trials: [] };

  const circumstances = { processors: count, mostWorkers: most, fixed };
  const kept = planDirectory ? await keptPlan(planDirectory, bundle, circumstances) : undefined;
  const earlier = await kept?.read();
  if (earlier) return { ...(await ready(earlier, start)), source: 'kept', trials: [] };

  const { spread, ...measured } = await calibrate(layouts(count, most, fixed), fixed, start);
  const notKept =
    spread > STEADY_SPREAD
      ? new Error(`repeated runs differ by a factor of ${spread.toFixed(2)}: the machine was busy`)
      : await kept?.write(measured.plan).catch((error: unknown) => error as Error);
  return { ...measured, source: 'measured', ...(notKept ? { notKept } : {}) };
}

function fromManifest(fixed: Tuning): Plan | undefined {
  const { workers, threadsPerWorker, maxBatch, maxDelayMilliseconds = 0 } = fixed;
  if (workers === undefined || threadsPerWorker === undefined || maxBatch === undefined)
    return undefined;
  const runOverheadInputs = USUAL_OVERHEAD_INPUTS;
  return { workers, threadsPerWorker, maxBatch, maxDelayMilliseconds, runOverheadInputs };
}

async function ready(
  plan: Plan,
  start: (layout: Layout) => ModelWorker,
): Promise<{ plan: Plan; workers: ModelWorker[] }> {
  const workers = await startLayout(plan, start);
  try {
    await Promise.all(workers.map((worker) => worker.measure(1, 0)));
    return { plan, workers };
  } catch (error) {
    await endAll(workers, error as Error);
    throw error;
  }
}
