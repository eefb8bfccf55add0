import type { BenchModel, ModelName } from '../models/bench-model.ts';
import type { ServerSpec } from '../processes/server-process.ts';

/** A system in one setting, which can be started with any of the models. */
export interface Contender {
  readonly system: string;
  /** The difference from other contenders of the same system, such as `batches of 16`. */
  readonly setting: string;
  /** The path of its predictions. */
  readonly path: string;
  /** The size of its installation, without the model and without Node or Python itself. */
  readonly installMiB: number;
  /** Whether its requests and answers are lists of one. */
  readonly listed: boolean;
  /** Whether its first start does work that later ones do not need; then that start is not timed. */
  readonly learnsAtFirst?: boolean;
  /** Whether it runs the model's own weights, so that its answers must be the same. */
  sameWeights(model: ModelName): boolean;
  spec(model: BenchModel, port: number): ServerSpec;
}
