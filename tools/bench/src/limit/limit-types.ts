/** How worker threads run a model: a point of the grid over which the limit is the best. */
export interface GridPlan {
  readonly workers: number;
  readonly threads: number;
  readonly batch: number;
}

/** The plans that one process can run: it has its workers, and their sessions their threads. */
export type PlanShape = Omit<GridPlan, 'batch'>;

export interface LimitJob {
  /** Bodies as a server would receive them, taken in turn by all workers together. */
  readonly bodies: readonly string[];
  readonly batch: number;
  /** Each worker runs at least one batch, however short this is. */
  readonly milliseconds: number;
}

/** What a process is told first. */
export interface LimitSettings extends PlanShape {
  readonly bundle: string;
}

export interface LimitFigures {
  readonly perSecond: number;
  /** Of one batch, from its JSON to its outputs. */
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}

/** What a worker did for a job. */
export interface WorkerCount {
  readonly inputs: number;
  readonly seconds: number;
  readonly batchMilliseconds: readonly number[];
}

export type LimitReply =
  | { readonly figures: LimitFigures }
  | { readonly outputs: readonly unknown[] }
  | { readonly failure: string };
