import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { RealtimeModel } from '@pilotlight/contracts';
import type { Host } from '../host.ts';
import { invokeEndpoint } from './invoke-endpoint.ts';

/** Real-time endpoints, with one model or several: one InvokeEndpoint. */
export function realtimeHost(runtime: SageMakerRuntimeClient): Host<RealtimeModel> {
  return {
    ask: ({ serving: { endpoint, targetModel } }, request) =>
      invokeEndpoint(runtime, { endpointName: endpoint.endpointName, targetModel }, request),
  };
}
