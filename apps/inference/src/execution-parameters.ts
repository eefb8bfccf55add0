import type { Plan } from '@pilotlight/model-runtime';
import type { BatchConfig } from './config.ts';
import { SERVER_LIMITS } from './limits.ts';

/** What `GET /execution-parameters` answers, in SageMaker's own words. */
export interface ExecutionParameters {
  readonly MaxConcurrentTransforms: number;
  readonly BatchStrategy: 'MULTI_RECORD' | 'SINGLE_RECORD';
  readonly MaxPayloadInMB: number;
}

/** A request for each worker, and one that is on its way meanwhile. */
const REQUESTS_PER_WORKER = 2;

/**
 * How SageMaker's batch transform had best call this container: enough requests at once to keep every worker busy
 * (with one record each, to fill its batches as well), and no more than SageMaker takes.
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
