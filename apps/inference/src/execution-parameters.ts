import type { Plan } from '@pilotlight/model-runtime';
import type { BatchConfig } from './config.ts';
import { SERVER_LIMITS } from './limits.ts';

/** The answer of `GET /execution-parameters`, with SageMaker's names. */
export interface ExecutionParameters {
  readonly MaxConcurrentTransforms: number;
  readonly BatchStrategy: 'MULTI_RECORD' | 'SINGLE_RECORD';
  readonly MaxPayloadInMB: number;
}

/** One request that is running, and one that is in transit. */
const REQUESTS_PER_WORKER = 2;

/**
 * How SageMaker's batch transform should call this container: with enough concurrent requests to keep every worker busy
 * (and to fill its batches, if each request has one record), within SageMaker's limits.
 */
export function executionParameters(
  plan: Plan | undefined,
  { payloadMegabytes, strategy, concurrentTransforms }: BatchConfig,
): ExecutionParameters {
  const { workers = 1, maxBatch = 1 } = plan ?? {};
  const recordsPerRequest = strategy === 'MULTI_RECORD' ? maxBatch : 1;
  const useful = (REQUESTS_PER_WORKER * workers * maxBatch) / recordsPerRequest;
  const allowed = Math.floor(SERVER_LIMITS.transformsMegabytes / payloadMegabytes);
  return {
    MaxConcurrentTransforms: Math.max(1, Math.min(concurrentTransforms ?? useful, allowed)),
    BatchStrategy: strategy,
    MaxPayloadInMB: payloadMegabytes,
  };
}
