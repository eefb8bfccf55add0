/** The resources of one instance type, serverless size or function. */
export interface Machine {
  readonly name: string;
  readonly memoryBytes: number;
  readonly processors: number;
}

/** One way to serve a bundle, with its limits. An absent limit does not exist. */
export interface ServingMode {
  readonly name: string;
  /** From small to large. */
  readonly machines: readonly Machine[];
  /** The storage that must hold the unpacked bundle. */
  readonly disk?: { readonly name: string; readonly bytes: number };
  /** Limit for the download and the start together. */
  readonly startSeconds?: number;
  /** Recommended number of worker threads; default: one for each processor. */
  readonly workers?: number;
  /** One machine holds several models. */
  readonly shared?: boolean;
  /** What to do about a model that is too large, besides making it smaller. */
  readonly instead: string;
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;

const instance = (name: string, processors: number, gibibytes: number): Machine => ({
  name,
  processors,
  memoryBytes: gibibytes * GIB,
});

const M5: readonly Machine[] = [
  instance('ml.m5.large', 2, 8),
  instance('ml.m5.xlarge', 4, 16),
  instance('ml.m5.2xlarge', 8, 32),
  instance('ml.m5.4xlarge', 16, 64),
  instance('ml.m5.12xlarge', 48, 192),
  instance('ml.m5.24xlarge', 96, 384),
];
const INSTANCES: readonly Machine[] = [instance('ml.t2.medium', 2, 4), ...M5];

/** `MemorySizeInMB` of a serverless endpoint. Processors grow with it, but one worker is recommended for any size. */
const SERVERLESS: readonly Machine[] = [1024, 2048, 3072, 4096, 5120, 6144].map((mebibytes) => ({
  name: `${mebibytes} MB`,
  processors: 1,
  memoryBytes: mebibytes * MIB,
}));

/** A function has one processor for each 1769 MB. */
const FUNCTION: readonly Machine[] = [
  512, 1024, 1769, 2048, 3072, 4096, 5120, 6144, 7168, 8192, 9216, 10_240,
].map((mebibytes) => ({
  name: `${mebibytes} MB`,
  processors: Math.ceil(mebibytes / 1769),
  memoryBytes: mebibytes * MIB,
}));

const VOLUME = { name: 'volume (VolumeSizeInGB)', bytes: 512e9 };
const FEWER = 'set fewer workers under "tuning" in model.json';

/** The limits of SageMaker's hosting and of Lambda, from their guides. */
export const SERVING_MODES: readonly ServingMode[] = [
  {
    name: 'real-time',
    machines: INSTANCES,
    disk: VOLUME,
    // The maximum of ModelDataDownloadTimeoutInSeconds.
    startSeconds: 3600,
    instead: FEWER,
  },
  {
    name: 'serverless',
    machines: SERVERLESS,
    disk: { name: 'disk', bytes: 5e9 },
    startSeconds: 180,
    workers: 1,
    instead: 'serve it in real time or asynchronously, which can scale to zero instances',
  },
  { name: 'asynchronous', machines: INSTANCES, disk: VOLUME, startSeconds: 3600, instead: FEWER },
  // Transform jobs do not support ml.t2.
  { name: 'batch transform', machines: M5, disk: VOLUME, instead: FEWER },
  {
    name: 'multi-model',
    machines: M5,
    disk: VOLUME,
    workers: 1,
    shared: true,
    instead: 'give it an endpoint of its own',
  },
  {
    name: 'function, in the image',
    machines: FUNCTION,
    // 10 GB uncompressed, less the container itself.
    disk: { name: 'image', bytes: 9.6e9 },
    instead: 'put the model on EFS, or serve it by SageMaker',
  },
  { name: 'function, on EFS', machines: FUNCTION, instead: 'serve it by SageMaker' },
  {
    name: 'function, copied to /tmp',
    machines: FUNCTION,
    disk: { name: '/tmp', bytes: 10_240 * MIB },
    instead: 'serve it by SageMaker',
  },
];
