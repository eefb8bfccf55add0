import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIMITS } from '@pilotlight/contracts';
import { EnvironmentReader } from './environment-reader.ts';
import { SERVER_LIMITS } from './limits.ts';
import { logLevel } from './log/log-level.ts';

/** The values of `BatchStrategy` in `/execution-parameters`. */
export const BATCH_STRATEGIES = ['MULTI_RECORD', 'SINGLE_RECORD'] as const;

export interface Config {
  /** Where SageMaker unpacks the bundle; read-only. */
  readonly modelDirectory: string;
  /** Whether models are loaded and unloaded through `/models`; it starts without any. */
  readonly multiModel: boolean;
  /** The only directory from which a multi-model host loads bundles. */
  readonly modelsDirectory: string;
  /** The address to listen on: all interfaces in a container, loopback on a laptop. */
  readonly host: string;
  readonly port: number;
  /** Where measured plans are stored for the next start; undefined: not stored. */
  readonly planDirectory: string | undefined;
  /** The `Accept` of an invocation without one. */
  readonly defaultAccept: string;
  readonly bodyLimitBytes: number;
  /** The largest answer that the endpoint passes on; undefined: any. */
  readonly answerLimitBytes: number | undefined;
  /** The limit on the total size of the bodies being read, and the same limit again for queued bodies. */
  readonly bodiesBytes: number;
  /** The time-out of an invocation. */
  readonly invocationSeconds: number;
  /** Undefined: from the plan. */
  readonly workers: number | undefined;
  readonly batch: BatchConfig;
  readonly logLevel: string;
  /** Whether inputs are logged, truncated to `SERVER_LIMITS.loggedInputBytes`. */
  readonly logInput: boolean;
  /** Whether metrics are logged in CloudWatch's embedded metric format. */
  readonly embeddedMetrics: boolean;
}

export interface BatchConfig {
  readonly payloadMegabytes: number;
  readonly strategy: (typeof BATCH_STRATEGIES)[number];
  /** Undefined: from the plan. */
  readonly concurrentTransforms: number | undefined;
}

const MEGABYTE = 1024 * 1024;

/**
 * Reads and validates the environment.
 * @throws ConfigError that lists every bad key at once
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const read = new EnvironmentReader(environment);
  const { invocationSeconds, workers, concurrentTransforms } = SERVER_LIMITS;
  const inBatch = read.flag('SAGEMAKER_BATCH', false);
  const payload = read.integer('SAGEMAKER_MAX_PAYLOAD_IN_MB', {
    least: 0,
    most: SERVER_LIMITS.payloadMegabytes,
  });
  const bodyLimitBytes = Math.max(LIMITS.invocationBodyBytes, megabytes(payload) * MEGABYTE);
  // The most that a batch transform may have in flight.
  const transformsBytes = inBatch ? SERVER_LIMITS.transformsMegabytes * MEGABYTE : 0;
  const planDirectory = read.text('PLAN_DIRECTORY', join(tmpdir(), 'pilotlight'), 'may be empty');
  const config: Config = {
    modelDirectory: read.text('MODEL_DIRECTORY', '/opt/ml/model'),
    multiModel: read.flag('SAGEMAKER_MULTI_MODEL', false),
    modelsDirectory: read.text('MODELS_DIRECTORY', '/opt/ml/models'),
    host: read.text('HOST', '0.0.0.0'),
    // Set by SageMaker when several containers share one address.
    port: read.integer('SAGEMAKER_BIND_TO_PORT', { least: 0, most: 65_535 }) ?? 8080,
    planDirectory: planDirectory === '' ? undefined : planDirectory,
    defaultAccept: read.text('SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT', '*/*'),
    bodyLimitBytes,
    answerLimitBytes: read.integer('ANSWER_LIMIT_BYTES', {
      least: 1,
      most: Number.MAX_SAFE_INTEGER,
    }),
    bodiesBytes: Math.max(SERVER_LIMITS.bodiesBytes, bodyLimitBytes, transformsBytes),
    invocationSeconds:
      read.integer('SAGEMAKER_MODEL_SERVER_TIMEOUT', { least: 1, most: invocationSeconds.most }) ??
      (inBatch ? invocationSeconds.batch : invocationSeconds.usual),
    workers: read.integer('SAGEMAKER_MODEL_SERVER_WORKERS', { least: 1, most: workers }),
    batch: {
      payloadMegabytes: megabytes(payload),
      strategy: read.choice('SAGEMAKER_BATCH_STRATEGY', BATCH_STRATEGIES),
      concurrentTransforms: read.integer('SAGEMAKER_MAX_CONCURRENT_TRANSFORMS', {
        least: 1,
        most: concurrentTransforms,
      }),
    },
    logLevel: read.converted('SAGEMAKER_CONTAINER_LOG_LEVEL', 'info', logLevel),
    logInput: read.flag('LOG_INPUT', false),
    embeddedMetrics: read.flag('EMBEDDED_METRICS', true),
  };
  read.finish();
  return config;
}

/** In SageMaker 0 means unlimited; here that is SageMaker's maximum for one request. */
function megabytes(payload: number | undefined): number {
  if (payload === undefined) return SERVER_LIMITS.usualPayloadMegabytes;
  return payload === 0 ? SERVER_LIMITS.payloadMegabytes : payload;
}
