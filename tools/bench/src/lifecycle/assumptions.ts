/**
 * The behaviour of the simulated AWS, which was not measured on AWS for this project. docs/benchmarks/lifecycle.md
 * gives the source of each figure. The same figures apply to all systems.
 */
export const ASSUMED = {
  /** From CreateEndpoint to InService. Most take three to five minutes, a few much longer. */
  creationSeconds: { mean: 240, deviation: 40, least: 150, most: 420 },
  slowCreation: { share: 0.02, leastSeconds: 600, mostSeconds: 900 },
  /** Share of creations that end in Failed. */
  failedCreationShare: 0.02,
  deletionSeconds: { least: 60, most: 180 },

  /**
   * One run of the model. Of the first two it is the entailment model, mixed lengths, in an earlier run of docs/benchmarks/container.md.
   */
  serviceMilliseconds: { school: 7, steady: 7, office: 1500 },
  /** How many runs an instance has at once; one instance of the function has one. */
  processors: 2,
  /**
   * Calls take from half to one and a half of these times, and one in a hundred takes ten times as long. Those that
   * fail do so after the SDK's own retries: half of them are throttled, half took effect but their answer was lost.
   */
  calls: {
    SageMaker: { milliseconds: 120, failedShare: 0.002 },
    DynamoDB: { milliseconds: 6, failedShare: 0.0002 },
    EventBridge: { milliseconds: 60, failedShare: 0.002 },
    CloudWatch: { milliseconds: 80, failedShare: 0.002 },
    S3: { milliseconds: 30, failedShare: 0.0002 },
  },
  slowCallShare: 0.01,
  /** InvokeEndpoint, without the model's own time. */
  invocation: { milliseconds: 20, failedShare: 0.0002 },
  /** Lambda's Invoke, without the function's own time. */
  functionInvocation: { milliseconds: 20, failedShare: 0.0002 },

  /** State change events, which SageMaker sends on a best-effort basis. */
  event: {
    lostShare: 0.02,
    doubledShare: 0.02,
    lateShare: 0.05,
    lateSeconds: { least: 60, most: 1200 },
    promptSeconds: { least: 1, most: 5 },
  },

  /**
   * An asynchronous endpoint: the alarm starts an instance when a job has waited for two whole minutes; target tracking
   * removes the last one after 15 minutes without a job.
   */
  scaling: { alarmSeconds: { least: 120, most: 180 }, unusedSeconds: 900 },

  /** A function's instance is recycled, with its memory and /tmp, when it was unused for this long. */
  recycledAfterMinutes: { least: 5, most: 45 },
  /** Share of invocations during which the instance dies. */
  dyingShare: 0.0001,
  dyingWithinMilliseconds: 300,
  /** Added to the first invocation of a function's instance. */
  coldStartMilliseconds: 600,
  /** The same for the function that runs the model, which also loads ONNX Runtime and the model. */
  modelColdStartMilliseconds: { mean: 1200, deviation: 200, least: 800, most: 2500 },
  /** A function's own work per invocation, without its calls. */
  ownMilliseconds: 3,

  /** How often in the year the record of the last use is lost. */
  recordsLost: 6,
  /** Once in the year, after this share of the requests, the endpoint that a system created is deleted externally. */
  vanishesAfterShare: 0.4,

  /** A client that gets an error retries after these pauses, and gives up after the last. */
  retryPausesSeconds: [5, 10, 20, 40, 80],
  /** An answer within this time counts as "at once". */
  atOnceSeconds: 2,

  /** A serverless endpoint's environment is recycled when it was unused for this long. */
  serverlessKeptMinutes: { least: 5, most: 15 },
  serverlessColdStartSeconds: { mean: 10, deviation: 3, least: 5, most: 25 },
} as const;
