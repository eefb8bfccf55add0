import { EVENTS, type DeployedModel, type Deployment } from '@pilotlight/contracts';
import { jsonRequest, predict } from '@pilotlight/lifecycle';
import { createWorld, deployedModel, ENDPOINT, MODEL } from '@pilotlight/lifecycle/testing';
import { createHandler } from '../src/handler.ts';

export const OTHER = deployedModel('other');

export const deploymentOf = (models: readonly DeployedModel[]): Deployment => ({
  tableName: 'table',
  bucketName: 'bucket',
  scheduleRuleName: 'rule',
  activityIntervalSeconds: 60,
  tags: {},
  models: [...models],
});

/** The jobs function of a stack with these models, and an instance of the API, in one in-memory cloud. */
export function jobsInWorld(models: readonly DeployedModel[] = [MODEL, OTHER]) {
  const world = createWorld();
  const deployment = deploymentOf(models);
  const handler = createHandler(deployment, world.instance());
  return { world, deployment, api: world.instance(), handler };
}

export type Jobs = ReturnType<typeof jobsInWorld>;

/** Asks while the endpoint sleeps. @returns the prediction's id */
export async function parked({ api }: Jobs, model: DeployedModel = MODEL): Promise<string> {
  const found = await predict(api, model, jsonRequest({ n: 1 }));
  if (found.kind !== 'parked') throw new Error('it was not parked');
  return found.prediction.id;
}

export const scheduled = {
  source: EVENTS.schedule.source,
  'detail-type': EVENTS.schedule.detailType,
  detail: {},
};

export const changed = (EndpointStatus: string, EndpointName = ENDPOINT.endpointName) => ({
  source: EVENTS.endpointStateChange.source,
  'detail-type': EVENTS.endpointStateChange.detailType,
  detail: { EndpointName, EndpointStatus, EndpointArn: 'arn', Tags: {} },
});

export const moveRequest = (more = {}) => ({
  deployment: 'move',
  endpoint: ENDPOINT.key,
  endpointName: ENDPOINT.endpointName,
  endpointConfigName: 'config-2',
  ...more,
});

/** As the provider sends it. */
export const retireRequest = (action: string, { key, endpointName } = ENDPOINT) => ({
  deployment: 'retire',
  endpoint: key,
  endpointName,
  tf: { action, prev_input: null },
});

/** As S3 sends it. */
export const objectCreated = (key: string, bucket = 'bucket') => ({
  Records: [
    {
      eventVersion: '2.6',
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: bucket }, object: { key, size: 12, sequencer: '0A' } },
    },
  ],
});

/** As SNS sends SageMaker's messages. */
export const notified = (...messages: readonly unknown[]) => ({
  Records: messages.map((message) => ({
    EventSource: 'aws:sns',
    EventVersion: '1.0',
    Sns: {
      Type: 'Notification',
      Message: typeof message === 'string' ? message : JSON.stringify(message),
    },
  })),
});

/** SageMaker's message about one request. */
export const inferenceResult = (inferenceId: string, endpointName: string, more = {}) => ({
  eventVersion: '1.0',
  eventSource: 'aws:sagemaker',
  eventName: 'InferenceResult',
  invocationStatus: 'Completed',
  inferenceId,
  requestParameters: { endpointName, contentType: 'image/jpeg', inputLocation: 's3://bucket/x' },
  responseParameters: { contentType: 'image/jpeg', outputLocation: 's3://bucket/y' },
  ...more,
});

export const retireHostRequest = (model: string, endpointName: string, action = 'delete') => ({
  deployment: 'retire-host',
  model,
  endpointName,
  tf: { action, prev_input: null },
});
