import type { Serving } from '@pilotlight/contracts';
import {
  SageMakerRuntimeClient,
  type SageMakerRuntimeClientConfig,
} from '@aws-sdk/client-sagemaker-runtime';
import type { Host } from '../host.ts';
import { realtimeHost } from './realtime-host.ts';

/** Asks each model by the host of its serving mode. */
export function awsHosts(connection: SageMakerRuntimeClientConfig): Host {
  const hosts: Readonly<Record<Serving['mode'], Host>> = {
    // Only one retry: the container may have worked on the first try already, and the caller waits.
    realtime: realtimeHost(new SageMakerRuntimeClient({ ...connection, maxAttempts: 2 })),
  };
  return { ask: (model, request) => hosts[model.serving.mode].ask(model, request) };
}
