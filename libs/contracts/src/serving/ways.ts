import {
  FUNCTION_SIZES,
  INSTANCES,
  M5_INSTANCES,
  type Machine,
  PROCESSOR_MEGABYTES,
  SERVERLESS_SIZES,
} from './machines.ts';

/** How a deployed model is asked. */
export type ServingMode = 'realtime' | 'serverless' | 'async' | 'function';

/** A mode, or one of its variants: a function by what carries its model. The ids are stable. */
export type ServingWayId =
  | 'realtime'
  | 'multi-model'
  | 'serverless'
  | 'async'
  | 'transform'
  | 'function-package'
  | 'function-image'
  | 'function-efs'
  | 'function-s3';

/** One way to serve a bundle, with its limits. An absent limit does not exist. */
export interface ServingWay {
  readonly id: ServingWayId;
  /** The mode that it is a variant of; absent for batch transform, which is a job and not a host. */
  readonly mode?: ServingMode;
  /** For people. */
  readonly name: string;
  /** What a stack sets for a model to be served so; absent for what no stack can do yet. */
  readonly setting?: string;
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

/** Of a function without an image: its zip may unpack to 250 MiB. */
export const FUNCTION_PACKAGE = {
  /** The largest unpacked bundle. */
  bundleBytes: 190e6,
  /** What is left for the program: ONNX Runtime, sharp and the code. The build of apps/function-inference checks it. */
  programBytes: 250 * 2 ** 20 - 190e6,
} as const;

const VOLUME = { name: 'volume (VolumeSizeInGB)', bytes: 512e9 };
const FEWER = 'set fewer workers under "tuning" in model.json';
const SAGEMAKER = 'serve it by SageMaker';

/** With a share of a processor a request takes longer and costs the same. */
const WHOLE_PROCESSORS = FUNCTION_SIZES.filter(
  ({ memoryBytes }) => memoryBytes >= PROCESSOR_MEGABYTES * 2 ** 20,
);
/** A function's instance gets one request at a time. */
const FUNCTION_WORKERS = 1;

/** The limits of SageMaker's hosting and of Lambda, from their guides. */
export const SERVING_WAYS: readonly ServingWay[] = [
  {
    id: 'realtime',
    mode: 'realtime',
    name: 'real-time',
    setting: 'serving: realtime',
    machines: INSTANCES,
    disk: VOLUME,
    // The maximum of ModelDataDownloadTimeoutInSeconds.
    startSeconds: 3600,
    instead: FEWER,
  },
  {
    id: 'multi-model',
    mode: 'realtime',
    name: 'multi-model',
    setting: 'endpoint: shared',
    machines: M5_INSTANCES,
    disk: VOLUME,
    workers: 1,
    shared: true,
    instead: 'give it an endpoint of its own',
  },
  {
    id: 'serverless',
    mode: 'serverless',
    name: 'serverless',
    setting: 'serving: serverless',
    machines: SERVERLESS_SIZES,
    disk: { name: 'disk', bytes: 5e9 },
    startSeconds: 180,
    workers: 1,
    instead: 'serve it in real time or asynchronously, which can scale to zero instances',
  },
  {
    id: 'async',
    mode: 'async',
    name: 'asynchronous',
    setting: 'serving: async',
    // Burstable instances do not scale: BURSTABLE_INSTANCE.
    machines: M5_INSTANCES,
    disk: VOLUME,
    startSeconds: 3600,
    instead: FEWER,
  },
  {
    id: 'transform',
    name: 'batch transform',
    // Transform jobs do not support ml.t2.
    machines: M5_INSTANCES,
    disk: VOLUME,
    instead: FEWER,
  },
  {
    id: 'function-package',
    mode: 'function',
    name: 'function, in the package',
    setting: 'serving: function, modelFrom: package',
    machines: WHOLE_PROCESSORS,
    workers: FUNCTION_WORKERS,
    disk: { name: 'package', bytes: FUNCTION_PACKAGE.bundleBytes },
    instead: 'put the model in the image or on EFS',
  },
  {
    id: 'function-image',
    mode: 'function',
    name: 'function, in the image',
    setting: 'serving: function, modelFrom: image',
    machines: WHOLE_PROCESSORS,
    workers: FUNCTION_WORKERS,
    // 10 GB uncompressed, less the container itself.
    disk: { name: 'image', bytes: 9.6e9 },
    instead: `put the model on EFS, or ${SAGEMAKER}`,
  },
  {
    id: 'function-efs',
    mode: 'function',
    name: 'function, on EFS',
    setting: 'serving: function, modelFrom: efs',
    machines: WHOLE_PROCESSORS,
    workers: FUNCTION_WORKERS,
    instead: SAGEMAKER,
  },
  {
    id: 'function-s3',
    mode: 'function',
    name: 'function, copied to /tmp',
    machines: WHOLE_PROCESSORS,
    workers: FUNCTION_WORKERS,
    disk: { name: '/tmp', bytes: 10_240 * 2 ** 20 },
    instead: SAGEMAKER,
  },
];
