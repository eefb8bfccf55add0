/**
 * What the simulated world does, as far as nobody has measured it on AWS for this project. docs/benchmarks/lifecycle.md
 * says for each where it comes from; all systems meet the same.
 */
export const ASSUMED = {
  /** From CreateEndpoint to InService. Most take three to five minutes, a few much longer. */
  creationSeconds: { mean: 240, deviation: 40, least: 150, most: 420 },
  slowCreation: { share: 0.02, leastSeconds: 600, mostSeconds: 900 },
  /** This share of the creations ends in Failed. */
  failedCreationShare: 0.02,
  deletionSeconds: { least: 60, most: 180 },

  /** One run of the model, and how many run at once: the entailment model, mixed lengths, in docs/benchmarks/container.md. */
  serviceMilliseconds: 7,
  processors: 2,
  /**
   * Calls take around half to one and a half of these, one in a hundred ten times as long. Those that fail do so after the
   * SDK's own retries: half of them are throttled, half took effect and lost their answer.
   */
  calls: {
    SageMaker: { milliseconds: 120, failedShare: 0.002 },
    DynamoDB: { milliseconds: 6, failedShare: 0.0002 },
    EventBridge: { milliseconds: 60, failedShare: 0.002 },
    CloudWatch: { milliseconds: 80, failedShare: 0.002 },
  },
  slowCallShare: 0.01,
  /** InvokeEndpoint, without the model's own time. */
  invocation: { milliseconds: 20, failedShare: 0.0002 },

  /** State change events, which SageMaker sends with best effort. */
  event: {
    lostShare: 0.02,
    doubledShare: 0.02,
    lateShare: 0.05,
    lateSeconds: { least: 60, most: 1200 },
    promptSeconds: { least: 1, most: 5 },
  },

  /** A function's instance goes, with its memory and /tmp, when it was not used for so long. */
  recycledAfterMinutes: { least: 5, most: 45 },
  /** This share of the invocations is the last of its instance, which dies in the midst of it. */
  dyingShare: 0.0001,
  dyingWithinMilliseconds: 300,
  /** Of a function, added to its first invocation. */
  coldStartMilliseconds: 600,
  /** What a function does by itself. */
  ownMilliseconds: 3,

  /** So often in the year the record of the last use is lost. */
  recordsLost: 6,
  /** Once in the year the endpoint that a system has created is deleted by somebody else, after this share of the requests. */
  vanishesAfterShare: 0.4,

  /** An asker who is told an error tries again after so long, and gives up after the last. */
  retryPausesSeconds: [5, 10, 20, 40, 80],
  /** An answer within this is at once. */
  atOnceSeconds: 2,

  /** A serverless endpoint's environment goes when it was not used for so long. */
  serverlessKeptMinutes: { least: 5, most: 15 },
  serverlessColdStartSeconds: { mean: 10, deviation: 3, least: 5, most: 25 },
} as const;
