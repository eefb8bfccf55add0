import type { ErrorCode } from '@pilotlight/contracts';
import type { Caller, Timings } from '@pilotlight/model-runtime';

/** Why an answer was not completed. */
export type BrokenOff = 'client_left' | 'stream_broken';

/** Data of one request for the log and the metrics, filled while it is processed. */
export interface RequestRecord {
  /** The label of the invoked model; undefined if the request is not an invocation. */
  model: string | undefined;
  /** SageMaker's `TargetModel` header, in a multi-model host. */
  targetModel: string | undefined;
  timings: Timings | undefined;
  /** The caller of an invocation; it leaves when its connection closes. */
  caller: Caller | undefined;
  /** Why it was refused, or why its answer was not completed. */
  code: ErrorCode | BrokenOff | undefined;
  /** For a ping: why an invocation would not be answered. */
  unready: string | undefined;
  /** Body bytes read so far. */
  requestBytes: number;
  responseBytes: number;
  /** The input, if it is to be logged. */
  input: string | undefined;
}

/** A request that has ended. */
export interface EndedRequest extends RequestRecord {
  readonly id: string;
  readonly method: string;
  /** Without the query string. */
  readonly path: string;
  /** The pattern of its route; `*` when there is none. */
  readonly route: string;
  /** 499, as in nginx, when the client left before the answer. */
  readonly status: number;
  readonly milliseconds: number;
}

export function newRecord(): RequestRecord {
  return {
    model: undefined,
    targetModel: undefined,
    timings: undefined,
    caller: undefined,
    code: undefined,
    unready: undefined,
    requestBytes: 0,
    responseBytes: 0,
    input: undefined,
  };
}
