/** The load of one cell: callers that each send a request when their last one is answered. */
export interface Load {
  readonly port: number;
  readonly path: string;
  /** JSON bodies; all callers together take them in order. */
  readonly bodies: readonly string[];
  readonly callers: number;
  /** Settling phase, not measured: at least this long, and until there are as many answers as callers. */
  readonly settleMilliseconds: number;
  /** Measured phase: at least this long, and until there are twice as many answers as callers. */
  readonly measureMilliseconds: number;
  /** Time limit for each phase, however few answers there are. */
  readonly longestMilliseconds: number;
}

export interface LoadFigures {
  readonly answers: number;
  readonly perSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Processor time of the load generator itself, including the settling phase. */
  readonly processorMicrosecondsPerAnswer: number;
}

export type LoadReply = { readonly figures: LoadFigures } | { readonly failure: string };
