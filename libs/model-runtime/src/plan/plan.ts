/** How a model runs on this machine. */
export interface Plan {
  /** Worker threads, each with its own session. */
  readonly workers: number;
  /** Threads inside one session (`intraOpNumThreads`). */
  readonly threadsPerWorker: number;
  /** Maximum number of inputs per run; 1: no batching. */
  readonly maxBatch: number;
  /** How long an input may wait for others to fill its batch, if more are expected. */
  readonly maxDelayMilliseconds: number;
  /**
   * The fixed cost of a run, in inputs: a run of n inputs takes as long as `runOverheadInputs` + n inputs. It decides
   * whether two short runs are cheaper than one run padded to the longest input.
   */
  readonly runOverheadInputs: number;
}

/** Where a plan comes from: measured at this start, kept from an earlier one, or given completely. */
export type PlanSource = 'measured' | 'kept' | 'manifest';
