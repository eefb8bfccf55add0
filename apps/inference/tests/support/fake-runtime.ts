import type {
  Answer,
  Caller,
  Invocation,
  ModelRuntime,
  RuntimeState,
  Timings,
} from '@pilotlight/model-runtime';

export const TIMINGS: Timings = {
  queueMilliseconds: 1.25,
  parseMilliseconds: 0.5,
  predictMilliseconds: 3,
  formatMilliseconds: 0.25,
  batchSize: 2,
};

export const STATE: RuntimeState = {
  plan: {
    workers: 2,
    threadsPerWorker: 1,
    maxBatch: 8,
    maxDelayMilliseconds: 1,
    runOverheadInputs: 2,
  },
  planSource: 'measured',
  healthyWorkers: 2,
  busyWorkers: 1,
  queuedInvocations: 3,
  queuedBytes: 400,
  workersLost: 5,
};

export function answerOf(body: Answer['body'], contentType = 'text/plain'): Answer {
  return { body, contentType, timings: Promise.resolve(TIMINGS) };
}

export interface FakeRuntime extends ModelRuntime {
  /** The invocations so far, in order. */
  readonly asked: { invocation: Invocation; caller: Caller | undefined }[];
  /** How often it was closed. */
  closed: number;
}

/** A runtime that is ready and answers `yes`, except for `changes`. */
export function fakeRuntime(changes: Partial<ModelRuntime> = {}): FakeRuntime {
  const { invoke, ...rest } = changes;
  const runtime: FakeRuntime = {
    asked: [],
    closed: 0,
    loaded: Promise.resolve(),
    unready: () => undefined,
    refusal: () => undefined,
    state: () => STATE,
    invoke(invocation, caller) {
      runtime.asked.push({ invocation, caller });
      return invoke?.(invocation, caller) ?? Promise.resolve(answerOf('yes'));
    },
    async close() {
      runtime.closed += 1;
    },
    ...rest,
  };
  return runtime;
}
