/** What one cell of the benchmark asks for: callers that each send a request when their last one is answered. */
export interface Load {
  readonly port: number;
  readonly path: string;
  /** Bodies of JSON, taken in turn by all callers together. */
  readonly bodies: readonly string[];
  readonly callers: number;
  /** Not measured: at least this long, and until there are as many answers as callers. */
  readonly settleMilliseconds: number;
  /** Measured: at least this long, and until there are twice as many answers as callers. */
  readonly measureMilliseconds: number;
  /** Neither lasts longer than this, however few the answers are. */
  readonly longestMilliseconds: number;
}

export interface LoadFigures {
  readonly answers: number;
  readonly perSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** What the load generator itself took of a processor, settling included. */
  readonly processorMicrosecondsPerAnswer: number;
}

export type LoadReply = { readonly figures: LoadFigures } | { readonly failure: string };
