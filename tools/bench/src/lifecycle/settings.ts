/** What a stack is by default (infra/src/config.ts); a test compares. */
export const STACK = {
  instanceType: 'ml.t2.medium',
  idleMinutes: 40,
  checkMinutes: 20,
  activityIntervalSeconds: 60,
} as const;

/** Memory of the functions (infra/src/sizes.ts); a test compares. All run on arm64. */
export const FUNCTIONS = {
  api: { memoryMegabytes: 1024 },
  reaper: { memoryMegabytes: 256 },
  jobs: { memoryMegabytes: 512, timeoutSeconds: 900 },
} as const;

/** What people write who write it in an afternoon. */
export const NAIVE = {
  idleMinutes: 40,
  checkMinutes: 20,
  activityIntervalMinutes: 5,
  /** Its operator reads the bill of a month so many days into the next one, and finds what was left running. */
  billReadAfterDays: 3,
} as const;

/** SageMaker serverless inference, as a user would set it up for the same model. */
export const SERVERLESS = {
  memoryGigabytes: 3,
  maxConcurrency: 50,
} as const;
