/** How worker threads run a model: one point of the grid. The limit is the best of them. */
export interface GridPlan {
  readonly workers: number;
  readonly threads: number;
  readonly batch: number;
}

/** The plans that one process can run: its workers, and the threads of their sessions, are fixed. */
export type PlanShape = Omit<GridPlan, 'batch'>;

export interface LimitJob {
  /** Bodies as a server would receive them; all workers together take them in order. */
  readonly bodies: readonly string[];
  readonly batch: number;
  /** Each worker runs at least one batch, however short this is. */
  readonly milliseconds: number;
}

/** The first message to a process. */
export interface LimitSettings extends PlanShape {
  readonly bundle: string;
}

export interface LimitFigures {
  readonly perSecond: number;
  /** Latency of one batch, from its JSON to its outputs. */
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
}

/** The result of a worker for a job. */
export interface WorkerCount {
  readonly inputs: number;
  readonly seconds: number;
  readonly batchMilliseconds: readonly number[];
}

export type LimitReply =
  | { readonly figures: LimitFigures }
  | { readonly outputs: readonly unknown[] }
  | { readonly failure: string };
