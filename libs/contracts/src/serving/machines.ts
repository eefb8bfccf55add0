/** The resources of one instance type, serverless size or function size. */
export interface Machine {
  readonly name: string;
  readonly memoryBytes: number;
  readonly processors: number;
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;

const instance = (name: string, processors: number, gibibytes: number): Machine => ({
  name,
  processors,
  memoryBytes: gibibytes * GIB,
});

/** From small to large. */
export const M5_INSTANCES: readonly Machine[] = [
  instance('ml.m5.large', 2, 8),
  instance('ml.m5.xlarge', 4, 16),
  instance('ml.m5.2xlarge', 8, 32),
  instance('ml.m5.4xlarge', 16, 64),
  instance('ml.m5.12xlarge', 48, 192),
  instance('ml.m5.24xlarge', 96, 384),
];

export const INSTANCES: readonly Machine[] = [instance('ml.t2.medium', 2, 4), ...M5_INSTANCES];

/** Application Auto Scaling refuses burstable instances, which asynchronous endpoints need it for. */
export const BURSTABLE_INSTANCE = /^ml\.t\d/;

/** `MemorySizeInMB` of a serverless endpoint. Processors grow with it, but one worker is recommended for any size. */
export const SERVERLESS_SIZES: readonly Machine[] = [1024, 2048, 3072, 4096, 5120, 6144].map(
  (mebibytes) => ({ name: `${mebibytes} MB`, processors: 1, memoryBytes: mebibytes * MIB }),
);

/** The memory with which a function has one processor; more memory gives it more. */
export const PROCESSOR_MEGABYTES = 1769;

export const FUNCTION_SIZES: readonly Machine[] = [
  512,
  1024,
  PROCESSOR_MEGABYTES,
  2048,
  3072,
  4096,
  5120,
  6144,
  7168,
  8192,
  9216,
  10_240,
].map((mebibytes) => ({
  name: `${mebibytes} MB`,
  processors: Math.ceil(mebibytes / PROCESSOR_MEGABYTES),
  memoryBytes: mebibytes * MIB,
}));
