import { PROCESSOR_MEGABYTES } from '@pilotlight/contracts';

/** The defaults of a stack (infra/src/config/stack-settings.ts); a test compares them. */
export const STACK = {
  instanceType: 'ml.t2.medium',
  idleMinutes: 40,
  checkMinutes: 20,
  activityIntervalSeconds: 60,
} as const;

/** Memory of the functions (infra/src/sizes.ts); a test compares it. All run on arm64. */
export const FUNCTIONS = {
  api: { memoryMegabytes: 1024 },
  reaper: { memoryMegabytes: 256 },
  jobs: { memoryMegabytes: 1024, timeoutSeconds: 900 },
} as const;

/** The function that runs the model, on x86-64: the default for a model that fits. */
export const MODEL_FUNCTION = { memoryMegabytes: PROCESSOR_MEGABYTES } as const;

/** The settings of a simple solution, written in an afternoon. */
export const NAIVE = {
  idleMinutes: 40,
  checkMinutes: 20,
  activityIntervalMinutes: 5,
  /** Its operator reads a month's bill this many days into the next month, and finds what was left running. */
  billReadAfterDays: 3,
} as const;

/** The asynchronous endpoint that runs the model: the smallest instance type that Application Auto Scaling takes. */
export const ASYNC = { instanceType: 'ml.m5.large', maxInstances: 1 } as const;

/** The serverless endpoint that runs the model. */
export const SERVERLESS = {
  memoryMegabytes: 3072,
  maxConcurrency: 50,
} as const;
