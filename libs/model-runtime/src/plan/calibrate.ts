import type { Tuning } from '@pilotlight/contracts';
import type { Layout } from './layouts.ts';
import { RUNTIME_LIMITS } from '../limits.ts';
import type { Measurement } from '../pool/messages.ts';
import type { ModelWorker } from '../pool/model-worker.ts';
import type { Plan } from './plan.ts';

/** The measurement of one layout and batch: the mean run of its workers, and their total throughput. */
export interface Trial extends Layout, Measurement {
  readonly inputsPerSecond: number;
}

export interface Calibration {
  readonly plan: Plan;
  /** The plan's workers, loaded and warm. */
  readonly workers: readonly ModelWorker[];
  readonly trials: readonly Trial[];
  /** How much repeated runs of the plan's layout differ, as `Measurement.spread`. */
  readonly spread: number;
}

/** Above this spread other processes used the machine: the plan is used, but too unreliable to keep. */
export const STEADY_SPREAD = 1.25;

/** Required speed-up before another layout, or batching, is preferred; less may be noise. */
const CLEAR_GAIN = 1.1;
/** Required speed-up of a doubled batch. After two in a row without it, larger batches are not tried. */
const GAIN = 1.05;
/**
 * The largest batch with at least this share of the best throughput is chosen: fewer runs wake fewer threads, which is
 * not measured, and no input waits until a batch is full.
 */
const NEARLY = 0.96;

/**
 * Measures the model on this machine: for each of `layouts` it starts the workers, and runs an example of the manifest
 * in batches that double from 1 while throughput improves. Settings given by `fixed` are not varied.
 * @throws Error when the model cannot be loaded or does not answer the example
 */
export async function calibrate(
  layouts: readonly Layout[],
  fixed: Tuning,
  start: (layout: Layout) => ModelWorker,
): Promise<Calibration> {
  const deadline = performance.now() + RUNTIME_LIMITS.calibrationSeconds * 1000;
  let best: Tried | undefined;
  const trials: Trial[] = [];
  for (const layout of layouts) {
    if (best && performance.now() > deadline) break;
    const batch = fixed.maxBatch ?? (best && planOf(best.layout, best.trials, fixed).maxBatch);
    const tried = await tryLayout(layout, batch, start, deadline).catch((error: unknown) => {
      // A later layout may need more memory than there is: skip it.
      if (best) return undefined;
      throw error;
    });
    if (!tried) continue;
    trials.push(...tried.trials);
    // The first layout suits most models: noisy measurements must not replace it.
    const steady =
      Math.max(spreadIn(tried.trials), best ? spreadIn(best.trials) : 1) <= STEADY_SPREAD;
    const better = !best || (steady && fastest(tried.trials) > CLEAR_GAIN * fastest(best.trials));
    await endAll((better ? best : tried)?.workers ?? [], new Error('another layout is faster'));
    if (better) best = tried;
  }
  if (!best) throw new Error('there is no layout to try');
  const plan = planOf(best.layout, best.trials, fixed);
  return { plan, workers: best.workers, trials, spread: spreadIn(best.trials) };
}

interface Tried {
  readonly layout: Layout;
  readonly workers: readonly ModelWorker[];
  readonly trials: readonly Trial[];
}

async function tryLayout(
  layout: Layout,
  batch: number | undefined,
  start: (layout: Layout) => ModelWorker,
  deadline: number,
): Promise<Tried> {
  const workers = await startLayout(layout, start);
  try {
    return { layout, workers, trials: await measureBatches(workers, layout, batch, deadline) };
  } catch (error) {
    await endAll(workers, error as Error);
    throw error;
  }
}

/**
 * Starts the workers of a layout, and waits until all have loaded.
 * @throws the error of the first that cannot load, after all have ended
 */
export async function startLayout(
  layout: Layout,
  start: (layout: Layout) => ModelWorker,
): Promise<ModelWorker[]> {
  const workers = Array.from({ length: layout.workers }, () => start(layout));
  try {
    await Promise.all(workers.map((worker) => worker.loaded));
    return workers;
  } catch (error) {
    await endAll(workers, error as Error);
    throw error;
  }
}

/** Resolves when every thread has ended. */
export async function endAll(workers: readonly ModelWorker[], reason: Error): Promise<void> {
  for (const worker of workers) worker.end(reason);
  await Promise.all(workers.map((worker) => worker.exited));
}

/** Measures single inputs, then the given batch, or else batches that double while throughput improves. */
async function measureBatches(
  workers: readonly ModelWorker[],
  layout: Layout,
  batch: number | undefined,
  deadline: number,
): Promise<Trial[]> {
  // The first measurement is warm-up (code and memory) and is discarded, unless the model is slow.
  const first = await measure(workers, layout, 1);
  const slow = first.runMilliseconds > RUNTIME_LIMITS.measurementMilliseconds;
  const trials = [slow ? first : await measure(workers, layout, 1)];
  if (batch === 1 || workers.some(({ streams }) => streams)) return trials;
  if (batch !== undefined) return [...trials, await measure(workers, layout, batch)];
  let idle = 0;
  for (let next = 2; next <= RUNTIME_LIMITS.measuredBatch && idle < 2; next *= 2) {
    const before = trials.at(-1)?.runMilliseconds ?? 0;
    // Needs time for at least two runs, each assumed to take twice as long as the last batch.
    if (performance.now() + 2 * 2 * before > deadline) break;
    const trial = await measure(workers, layout, next);
    idle = trial.inputsPerSecond > GAIN * fastest(trials) ? 0 : idle + 1;
    trials.push(trial);
  }
  return trials;
}

async function measure(
  workers: readonly ModelWorker[],
  layout: Layout,
  batch: number,
): Promise<Trial> {
  const time = RUNTIME_LIMITS.measurementMilliseconds;
  const measured = await Promise.all(workers.map((worker) => worker.measure(batch, time)));
  const inputsPerSecond = measured.reduce(
    (sum, { runMilliseconds }) => sum + (1000 * batch) / runMilliseconds,
    0,
  );
  const runMilliseconds = (1000 * batch * workers.length) / inputsPerSecond;
  const spread = Math.max(...measured.map((one) => one.spread));
  return { ...layout, batch, runMilliseconds, inputsPerSecond, spread };
}

/** The spread of single inputs, which are warmed up; the first run of a larger batch is slow on any machine. */
function spreadIn([single]: readonly Trial[]): number {
  return single?.spread ?? 1;
}

function fastest(trials: readonly Trial[]): number {
  return Math.max(...trials.map(({ inputsPerSecond }) => inputsPerSecond));
}

/** The plan of one layout, from the measurements of its batches. */
export function planOf(layout: Layout, trials: readonly Trial[], fixed: Tuning): Plan {
  const [single] = trials;
  if (!single) throw new Error('a layout was not measured');
  const best = fastest(trials);
  const gains = best > CLEAR_GAIN * single.inputsPerSecond;
  const chosen =
    trials.find(({ batch }) => batch === fixed.maxBatch) ??
    (gains ? trials.findLast(({ inputsPerSecond }) => inputsPerSecond >= NEARLY * best) : single) ??
    single;
  const delay = Math.min(
    RUNTIME_LIMITS.delayMilliseconds,
    RUNTIME_LIMITS.delayShare * chosen.runMilliseconds,
  );
  return {
    ...layout,
    maxBatch: chosen.batch,
    maxDelayMilliseconds: fixed.maxDelayMilliseconds ?? (chosen.batch > 1 ? delay : 0),
    runOverheadInputs: overheadInputs(single, chosen),
  };
}

type Run = Pick<Measurement, 'batch' | 'runMilliseconds'>;

/** The overhead a / b of a run that takes a + b n for n inputs. */
function overheadInputs(single: Run, many: Run): number {
  const each = (many.runMilliseconds - single.runMilliseconds) / (many.batch - single.batch);
  // No batch was measured, or it takes no longer than one input: never split a run.
  if (!(each > 0)) return many.batch;
  return Math.max(0, single.runMilliseconds / each - 1);
}
