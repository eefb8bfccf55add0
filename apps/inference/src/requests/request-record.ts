import type { ErrorCode } from '@pilotlight/contracts';
import type { Caller, Timings } from '@pilotlight/model-runtime';

/** How an answer ended that was not given whole. */
export type BrokenOff = 'client_left' | 'stream_broken';

/** What is known of one request, gathered on its way for the log and the metrics. */
export interface RequestRecord {
  /** The label of the model that was asked; undefined for what is no invocation. */
  model: string | undefined;
  /** What a multi-model host's caller asked for, in SageMaker's words. */
  targetModel: string | undefined;
  timings: Timings | undefined;
  /** Of an invocation that a model was asked: leaves when its connection does. */
  caller: Caller | undefined;
  /** Why it was refused, or how it broke off. */
  code: ErrorCode | BrokenOff | undefined;
  /** Of a ping: why no invocation would be answered. */
  unready: string | undefined;
  /** Read so far. */
  requestBytes: number;
  responseBytes: number;
  /** What was asked, where that is to be logged. */
  input: string | undefined;
}

/** A request that has ended. */
export interface EndedRequest extends RequestRecord {
  readonly id: string;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The pattern of its route, `*` when there is none. */
  readonly route: string;
  /** 499 when the client left before it was answered: nginx's word for it. */
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
