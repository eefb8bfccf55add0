import { availableParallelism } from 'node:os';
import type { Lengths } from '../inputs/inputs.ts';
import type { BenchModel } from '../models/bench-model.ts';
import { BareRuntime } from './bare-runtime.ts';
import { GRID_BATCHES, gridShapes, LONE, planName } from './grid.ts';
import type { GridPlan, LimitFigures } from './limit-types.ts';

/** The figures of one plan, and the memory of its process right after the run. */
export interface PlanFigures extends LimitFigures {
  readonly plan: GridPlan;
  readonly memoryMiB: number;
}

/** Bare ONNX Runtime with the grid of plans: one process per shape, all paused except the one that runs. */
export class Limit {
  readonly #model: BenchModel;
  readonly #runtimes: readonly BareRuntime[];

  private constructor(model: BenchModel, runtimes: readonly BareRuntime[]) {
    this.#model = model;
    this.#runtimes = runtimes;
  }

  static async start(model: BenchModel): Promise<Limit> {
    const runtimes: BareRuntime[] = [];
    for (const shape of gridShapes(availableParallelism())) {
      const runtime = await BareRuntime.start(model.bundle, shape);
      runtime.pause();
      runtimes.push(runtime);
    }
    return new Limit(model, runtimes);
  }

  /** Tries every plan of the grid for `milliseconds`; sorted by predictions per second, highest first. */
  async tryGrid(lengths: Lengths, milliseconds: number): Promise<PlanFigures[]> {
    const tried: PlanFigures[] = [];
    for (const { shape } of this.#runtimes) {
      for (const batch of GRID_BATCHES) {
        tried.push(await this.run({ ...shape, batch }, lengths, milliseconds));
      }
    }
    return tried.sort((one, other) => other.perSecond - one.perSecond);
  }

  async run(plan: GridPlan, lengths: Lengths, milliseconds: number): Promise<PlanFigures> {
    const runtime = this.#runtimeOf(plan);
    const job = { bodies: this.#model.bodies[lengths], batch: plan.batch };
    runtime.resume();
    try {
      await runtime.run({ ...job, milliseconds: 0 });
      const figures = await runtime.run({ ...job, milliseconds });
      return { plan, ...figures, memoryMiB: runtime.memoryMiB() };
    } finally {
      runtime.pause();
    }
  }

  /** The bare model's outputs for `bodies`, run one at a time. */
  async outputs(bodies: readonly string[]): Promise<readonly unknown[]> {
    const runtime = this.#runtimeOf(LONE);
    runtime.resume();
    try {
      return await runtime.outputs(bodies);
    } finally {
      runtime.pause();
    }
  }

  stop(): void {
    for (const runtime of this.#runtimes) runtime.stop();
  }

  #runtimeOf(plan: GridPlan): BareRuntime {
    const found = this.#runtimes.find(
      ({ shape }) => shape.workers === plan.workers && shape.threads === plan.threads,
    );
    if (!found) throw new RangeError(`the grid has no ${planName(plan)}`);
    return found;
  }
}
