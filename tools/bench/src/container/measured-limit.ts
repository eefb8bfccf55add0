import type { Lengths } from '../inputs/inputs.ts';
import { LONE, planName } from '../limit/grid.ts';
import type { Limit } from '../limit/limit.ts';
import type { GridPlan } from '../limit/limit-types.ts';
import type { Cell } from './cell.ts';
import type { Effort } from './effort.ts';
import { Samples, type Summary } from './samples.ts';
import { say } from './say.ts';

/** The best plans of the grid for each mix of lengths, measured in the same turns as the servers. */
export class MeasuredLimit {
  readonly #limit: Pick<Limit, 'tryGrid' | 'run'>;
  readonly #samples = new Samples();
  readonly #finalists = new Map<Lengths, readonly GridPlan[]>();

  constructor(limit: Pick<Limit, 'tryGrid' | 'run'>) {
    this.#limit = limit;
  }

  /** Selects the plans for the turns by a short trial of the whole grid. */
  async chooseFinalists(lengths: readonly Lengths[], effort: Effort): Promise<void> {
    for (const mix of lengths) {
      const tried = await this.#limit.tryGrid(mix, effort.gridMilliseconds);
      const best = tried.slice(0, effort.gridFinalists).map(({ plan }) => plan);
      say(`limit, ${mix}: the best of ${tried.length} plans are ${best.map(planName).join(', ')}`);
      this.#finalists.set(mix, best);
    }
  }

  /** One turn of all selected plans, and of a single worker. */
  async measure(lengths: Lengths, effort: Effort): Promise<void> {
    const chosen = this.#finalists.get(lengths) ?? [];
    const names = new Set(chosen.map(planName));
    for (const plan of names.has(planName(LONE)) ? chosen : [LONE, ...chosen]) {
      const figures = await this.#limit.run(plan, lengths, effort.measureMilliseconds);
      this.#samples.add(keyOf(plan, lengths), {
        perSecond: figures.perSecond,
        p50Ms: figures.p50Milliseconds,
        p99Ms: figures.p99Milliseconds,
        rssMiB: figures.memoryMiB,
      });
    }
  }

  /**
   * The best plan for a cell. A single caller waits for one run at a time, so its plan is one worker with one thread
   * and no batch. For more callers it is the best plan of the grid, even if so few callers could not fill its batches.
   */
  best({ callers, lengths }: Cell): { plan: GridPlan; sample: Summary } | undefined {
    const plans = callers === 1 ? [LONE] : (this.#finalists.get(lengths) ?? []);
    return plans
      .flatMap((plan) => {
        const sample = this.#samples.summary(keyOf(plan, lengths));
        return sample ? [{ plan, sample }] : [];
      })
      .sort((one, other) => other.sample.perSecond - one.sample.perSecond)[0];
  }
}

function keyOf(plan: GridPlan, lengths: Lengths): string {
  return `${planName(plan)} ${lengths}`;
}
