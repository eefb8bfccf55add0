import { SERVERLESS_SIZES } from '@pilotlight/contracts';
import { Type } from 'typebox';
import { setting, type Values } from './setting.ts';

/** Lambda's limits for the memory of a function. */
const MEMORY_MEGABYTES = { least: 128, most: 10_240 };

/** SageMaker's limit for one serverless endpoint. */
const CONCURRENCY_MOST = 200;

/** SageMaker's limit for all serverless endpoints of an account in one of the large regions; elsewhere it is 500. */
export const REGION_CONCURRENCY_MOST = 1000;

/** Few, so that a flood of requests costs little, and a new account's quota allows it. */
export const DEFAULT_CONCURRENCY = 5;

/** As many as an endpoint that requests wake may have. */
const INSTANCES_MOST = 10;

export const DEFAULT_INSTANCES_MOST = 1;

const concurrency = setting(
  Type.Integer({ minimum: 1, maximum: CONCURRENCY_MOST }),
  `an integer from 1 to ${CONCURRENCY_MOST}`,
);

/** The keys of one model that say what serves it. What is not set follows from the bundle's size. */
export const SERVING_SETTINGS = {
  serving: setting(
    Type.Enum(['realtime', 'function', 'auto', 'serverless', 'async']),
    'realtime, function, auto, serverless or async',
  ),
  whileWaking: setting(Type.Enum(['function', 'park']), 'function or park'),
  modelFrom: setting(Type.Enum(['package', 'image', 'efs']), 'package, image or efs'),
  memoryMegabytes: setting(
    Type.Integer({ minimum: MEMORY_MEGABYTES.least, maximum: MEMORY_MEGABYTES.most }),
    `an integer of megabytes from ${MEMORY_MEGABYTES.least} to ${MEMORY_MEGABYTES.most}`,
  ),
  maxConcurrency: concurrency,
  provisionedConcurrency: concurrency,
  maxInstances: setting(
    Type.Integer({ minimum: 1, maximum: INSTANCES_MOST }),
    `an integer from 1 to ${INSTANCES_MOST}`,
  ),
  largeInputs: setting(Type.Literal('async'), 'async, or left out'),
};

export type ServingSettings = Partial<Values<typeof SERVING_SETTINGS>>;

/** How the model of a function gets into it: in its zip, in its image, or on a file system that it mounts. */
export type ModelFrom = Values<typeof SERVING_SETTINGS>['modelFrom'];

/** The sizes of a serverless endpoint, in megabytes. */
export const SERVERLESS_MEGABYTES = SERVERLESS_SIZES.map(
  ({ memoryBytes }) => memoryBytes / 2 ** 20,
);
