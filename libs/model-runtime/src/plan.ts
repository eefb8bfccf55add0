/** How a model is run on this machine. */
export interface Plan {
  /** Worker threads, each with a session of its own. */
  readonly workers: number;
  /** Threads inside one session (`intraOpNumThreads`). */
  readonly threadsPerWorker: number;
  /** Inputs that run together at most; 1 is no batching. */
  readonly maxBatch: number;
  /** How long an input may wait for others to run with it, when others are under way. */
  readonly maxDelayMilliseconds: number;
  /**
   * What starting a run costs, in inputs: a run of n inputs costs as much as `runOverheadInputs` + n inputs do.
   * Tells when two short runs cost less than one that pads them to the same length.
   */
  readonly runOverheadInputs: number;
}

/** Where a plan comes from: measured at this start or at an earlier one, or given whole. */
export type PlanSource = 'measured' | 'kept' | 'manifest';
