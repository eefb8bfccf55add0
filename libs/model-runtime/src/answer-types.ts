/** One request for an answer. */
export interface Invocation {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly accept: string;
}

/** Where the time of one request went, in milliseconds. */
export interface Timings {
  /** Waiting for a worker, and for others to run with. */
  readonly queueMilliseconds: number;
  /** `parseInput` */
  readonly parseMilliseconds: number;
  /** `predict`, of the whole run that the request was in. */
  readonly predictMilliseconds: number;
  /** `formatOutput` */
  readonly formatMilliseconds: number;
  /** Inputs in that run, its own included. */
  readonly batchSize: number;
}

export interface Answer {
  readonly contentType: string;
  /** Whole, or as it comes for a handler that yields; ending the iteration early ends the handler's. */
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>;
  /** Rejects when a stream breaks. */
  readonly timings: Promise<Timings>;
}
