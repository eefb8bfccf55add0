/** One request to the model. */
export interface Invocation {
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly accept: string;
}

/** How long each phase of one request took, in milliseconds. */
export interface Timings {
  /** Waiting for a worker, and for other inputs of the same batch. */
  readonly queueMilliseconds: number;
  /** `parseInput` */
  readonly parseMilliseconds: number;
  /** `predict`, for the whole run that the request was part of. */
  readonly predictMilliseconds: number;
  /** `formatOutput` */
  readonly formatMilliseconds: number;
  /** Inputs in that run, including its own. */
  readonly batchSize: number;
}

export interface Answer {
  readonly contentType: string;
  /** Complete; or a stream, for a handler that yields. Ending the iteration early also ends the handler's generator. */
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>;
  /** Rejects when a stream breaks. */
  readonly timings: Promise<Timings>;
}
