import type { Lengths } from '../inputs/inputs.ts';
import { LONE, planName } from '../limit/grid.ts';
import type { Limit } from '../limit/limit.ts';
import type { GridPlan } from '../limit/limit-types.ts';
import { type Cell, cellName } from './cell.ts';
import type { Effort } from './effort.ts';
import { Samples, type Summary } from './samples.ts';
import { say } from './say.ts';

/**
 * The best plans of the grid for each cell, measured in the same turns as the servers. Callers that wait for their
 * answer before they ask again never have more inputs in runs than there are callers. So a cell's plans are those whose
 * workers could all fill their batches; a single caller's is one worker with one thread and no batch.
 */
export class MeasuredLimit {
  readonly #limit: Pick<Limit, 'tryGrid' | 'run'>;
  readonly #samples = new Samples();
  readonly #finalists = new Map<string, readonly GridPlan[]>();

  constructor(limit: Pick<Limit, 'tryGrid' | 'run'>) {
    this.#limit = limit;
  }

  /** Selects the plans for the turns by a short trial of the whole grid. */
  async chooseFinalists(cells: readonly Cell[], effort: Effort): Promise<void> {
    for (const lengths of new Set(cells.map((cell) => cell.lengths))) {
      const tried = await this.#limit.tryGrid(lengths, effort.gridMilliseconds);
      for (const cell of cells.filter((one) => one.lengths === lengths)) {
        const filled = tried.map(({ plan }) => plan).filter((plan) => fills(cell, plan));
        const best = cell.callers === 1 ? [LONE] : filled.slice(0, effort.gridFinalists);
        say(`limit, ${cellName(cell)}: the best plans are ${best.map(planName).join(', ')}`);
        this.#finalists.set(cellName(cell), best);
      }
    }
  }

  /** One turn of the selected plans of cells with the same mix of lengths. */
  async measure(cells: readonly Cell[], lengths: Lengths, effort: Effort): Promise<void> {
    const same = cells.filter((cell) => cell.lengths === lengths);
    const plans = same.flatMap((cell) => this.#finalists.get(cellName(cell)) ?? []);
    for (const plan of new Map(plans.map((one) => [planName(one), one])).values()) {
      const figures = await this.#limit.run(plan, lengths, effort.measureMilliseconds);
      this.#samples.add(keyOf(plan, lengths), {
        perSecond: figures.perSecond,
        p50Ms: figures.p50Milliseconds,
        p99Ms: figures.p99Milliseconds,
        rssMiB: figures.memoryMiB,
      });
    }
  }

  /** The best plan for a cell. */
  best(cell: Cell): { plan: GridPlan; sample: Summary } | undefined {
    return (this.#finalists.get(cellName(cell)) ?? [])
      .flatMap((plan) => {
        const sample = this.#samples.summary(keyOf(plan, cell.lengths));
        return sample ? [{ plan, sample }] : [];
      })
      .sort((one, other) => other.sample.perSecond - one.sample.perSecond)[0];
  }
}

/** Whether so many callers could fill the batches of all workers at once. */
function fills({ callers }: Cell, { workers, batch }: GridPlan): boolean {
  return workers * batch <= callers;
}

function keyOf(plan: GridPlan, lengths: Lengths): string {
  return `${planName(plan)} ${lengths}`;
}
