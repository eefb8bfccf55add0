import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { ServerlessModel } from '@pilotlight/contracts';
import type { Host } from '../host.ts';
import { invokeEndpoint } from './invoke-endpoint.ts';

/** Serverless endpoints: one InvokeEndpoint, which may start an instance first. */
export function serverlessHost(runtime: SageMakerRuntimeClient): Host<ServerlessModel> {
  return {
    ask: ({ serving: { serverless } }, request) => invokeEndpoint(runtime, serverless, request),
  };
}
