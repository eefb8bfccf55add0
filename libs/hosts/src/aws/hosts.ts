import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  SageMakerRuntimeClient,
  type SageMakerRuntimeClientConfig,
} from '@aws-sdk/client-sagemaker-runtime';
import type { AskedModel, Host, JobHost } from '../host.ts';
import { asyncHost } from './async-host.ts';
import { functionHost } from './function-host.ts';
import { realtimeHost } from './realtime-host.ts';
import { serverlessHost } from './serverless-host.ts';

/** Asks each model by the host of its serving mode. */
export function awsHosts(connection: SageMakerRuntimeClientConfig): Host {
  // Only one retry: the model may have worked on the first try already, and the caller waits.
  const options = { ...connection, maxAttempts: 2 };
  const runtime = new SageMakerRuntimeClient(options);
  const hosts: Readonly<Record<AskedModel['serving']['mode'], Host>> = {
    realtime: realtimeHost(runtime),
    serverless: serverlessHost(runtime),
    function: functionHost(new LambdaClient({ ...connection, maxAttempts: 2 })),
  };
  return { ask: (model, request) => hosts[model.serving.mode].ask(model, request) };
}

/**
 * Submits jobs to asynchronous endpoints. Retries are harmless: the same job has one answer.
 * @param bucketName the bucket with the inputs
 */
export function awsJobHost(connection: SageMakerRuntimeClientConfig, bucketName: string): JobHost {
  return asyncHost(new SageMakerRuntimeClient({ ...connection, maxAttempts: 3 }), bucketName);
}
