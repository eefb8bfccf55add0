import type { BenchModel, ModelName } from '../models/bench-model.ts';
import type { ServerSpec } from '../processes/server-process.ts';

/** A system in one setting, ready to be started with any of the models. */
export interface Contender {
  readonly system: string;
  /** What sets it apart from the same system's other contenders, such as `batches of 16`. */
  readonly setting: string;
  /** Where its predictions are asked for. */
  readonly path: string;
  /** What is installed for it, without model, and without the Node or Python that runs it. */
  readonly installMiB: number;
  /** Whether it takes a request, and gives its answer, in a list of one. */
  readonly listed: boolean;
  /** Whether its first start does what later ones need not, and so is not among those that are timed. */
  readonly learnsAtFirst?: boolean;
  /** Whether it runs the very weights of the model, so that its answers must be the same. */
  sameWeights(model: ModelName): boolean;
  spec(model: BenchModel, port: number): ServerSpec;
}
