import * as fc from 'fast-check';

/** A call of an instance that goes wrong: the `nth` of this method. */
export interface JobFault {
  readonly method: string;
  readonly nth: number;
  readonly mishap:
    'throttled' | 'unavailable' | 'lost' | 'twice' | 'late' | 'dies before' | 'dies after';
}

/** What a caller does. */
export interface Errand {
  readonly atSeconds: number;
  readonly kind: 'upload' | 'request';
  /** Of an upload: when it is made, after it was announced; undefined: never. */
  readonly uploadAfterSeconds: number | undefined;
  /** When the caller polls, after it was accepted. */
  readonly pollsAfterSeconds: readonly number[];
}

/** What becomes of an event: after how many seconds it comes, once for each; none: it is lost. */
export type Fate = readonly number[];

/** What the container does with a job; `forgotten`: its instance is killed, and SageMaker never ends it. */
export type Run = 'answers' | 'rejects' | 'fails' | 'times out' | 'forgotten';

export interface JobPlan {
  /** `beside`: a function is asked first, and is too slow for some requests. */
  readonly serving: 'async' | 'beside';
  readonly errands: readonly Errand[];
  readonly faults: readonly JobFault[];
  readonly uploadEvents: readonly Fate[];
  readonly answerEvents: readonly Fate[];
  readonly runs: readonly Run[];
  /** What the function does with each request; then it answers. */
  readonly asks: readonly ('answers' | 'times out' | 'busy')[];
  readonly startSeconds: number;
  readonly workSeconds: number;
  /** The endpoint is not in service before. */
  readonly existsAfterSeconds: number;
  /** When it loses its instances. */
  readonly scaledInAfterSeconds: number | undefined;
  /** When the endpoint leaves the stack, and whether a function serves the model then. */
  readonly retired: { readonly afterSeconds: number; readonly movesOn: boolean } | undefined;
  readonly indexLagSeconds: number;
}

const METHODS = [
  ...['submit', 'count', 'request', 'head', 'get', 'put', 'urlToPut', 'park', 'addJob'],
  ...['readPrediction', 'claimPrediction', 'releasePrediction', 'answer', 'queued', 'countQueued'],
  ...['enable', 'disable', 'recordActivity', 'readActivity', 'readRequest', 'ask'],
];

const fault: fc.Arbitrary<JobFault> = fc.record({
  method: fc.constantFrom(...METHODS),
  nth: fc.integer({ min: 1, max: 6 }),
  mishap: fc.constantFrom<JobFault['mishap']>(
    'throttled',
    'unavailable',
    'lost',
    'twice',
    'late',
    'dies before',
    'dies after',
  ),
});

const errand: fc.Arbitrary<Errand> = fc.record({
  atSeconds: fc.constantFrom(0, 1, 30, 59, 61, 400),
  kind: fc.constantFrom('upload', 'request'),
  uploadAfterSeconds: fc.constantFrom(0, 1, 5, 70, 890, 899, undefined),
  pollsAfterSeconds: fc.uniqueArray(fc.constantFrom(0, 1, 3, 10, 60, 300, 305, 600, 5000), {
    maxLength: 4,
  }),
});

const fate: fc.Arbitrary<Fate> = fc.constantFrom([0], [1], [], [0, 0], [1, 40], [200], [3000]);

export const jobPlans: fc.Arbitrary<JobPlan> = fc.record({
  serving: fc.constantFrom('async', 'beside'),
  errands: fc.array(errand, { minLength: 1, maxLength: 3 }),
  faults: fc.oneof(fc.constant([]), fc.array(fault, { maxLength: 6 })),
  uploadEvents: fc.array(fate, { minLength: 3, maxLength: 3 }),
  answerEvents: fc.array(fate, { minLength: 6, maxLength: 6 }),
  runs: fc.array(
    fc.constantFrom<Run>(
      'answers',
      'answers',
      'answers',
      'rejects',
      'fails',
      'times out',
      'forgotten',
    ),
    { minLength: 6, maxLength: 6 },
  ),
  asks: fc.array(fc.constantFrom('answers', 'times out', 'busy'), { maxLength: 4 }),
  startSeconds: fc.constantFrom(30, 240, 600),
  workSeconds: fc.constantFrom(1, 20, 120),
  existsAfterSeconds: fc.constantFrom(0, 0, 0, 100, 5000),
  scaledInAfterSeconds: fc.constantFrom(undefined, undefined, 240, 300),
  retired: fc.constantFrom(
    ...[undefined, undefined, undefined],
    ...[2, 100, 400].flatMap((afterSeconds) =>
      [true, false].map((movesOn) => ({ afterSeconds, movesOn })),
    ),
  ),
  indexLagSeconds: fc.constantFrom(0, 1, 30),
});
