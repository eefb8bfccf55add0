import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { FunctionConfig } from '@pilotlight/contracts';
import { createActivity } from '../activity.ts';
import type { Clock, Hosting, Ports, ReaperPorts } from '../ports.ts';
import { activityFiles } from './activity-file.ts';
import { blindTag } from './blind-tag.ts';
import { cloudWatchUsage } from './cloudwatch-usage.ts';
import { dynamoDbLedgers } from './dynamodb-ledgers.ts';
import { dynamoDbStore } from './dynamodb-store.ts';
import { functionLog } from './function-log.ts';
import { eventBridgeSchedule } from './eventbridge-schedule.ts';
import { s3Objects } from './s3-objects.ts';
import { sageMakerEndpoint } from './sagemaker-endpoint.ts';

const connection = { requestHandler: { connectionTimeout: 2000 } };

const clock: Clock = { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) };

/**
 * The AWS clients and ports of a function, created once per instance. Region, endpoint and credentials come from the
 * SDK's standard variables.
 */
export function awsPorts(config: FunctionConfig): Ports {
  const control = new SageMakerClient({ ...connection, maxAttempts: 3 });
  // Only one retry: the container may have worked on the first try already, and the caller waits.
  const runtime = new SageMakerRuntimeClient({ ...connection, maxAttempts: 2 });
  const documents = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...connection, maxAttempts: 4 }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  const objects = s3Objects(config.bucketName, { ...connection, maxAttempts: 4 });
  const log = functionLog(config.tableName);
  const store = dynamoDbStore(documents, config.tableName, objects);
  return {
    endpoint: sageMakerEndpoint(control, runtime, config),
    store,
    ledgers: dynamoDbLedgers(documents, config.tableName),
    hosting: hostingOf(config),
    schedule: eventBridgeSchedule(connection, config.scheduleRuleName),
    clock,
    random: Math.random,
    log,
    touch: createActivity({
      store,
      clock,
      log,
      notes: activityFiles(tmpdir(), config.tableName),
      intervalSeconds: config.activityIntervalSeconds,
    }),
  };
}

/** The ports of the reaper, which also reads CloudWatch metrics and marks endpoints. */
export function reaperPorts(config: FunctionConfig): ReaperPorts {
  const control = new SageMakerClient({ ...connection, maxAttempts: 3 });
  const metrics = new CloudWatchClient({ ...connection, maxAttempts: 3 });
  return {
    ...awsPorts(config),
    usage: cloudWatchUsage(metrics, config.deployments),
    blindMark: blindTag(control, config.deployments),
  };
}

function hostingOf({ instanceType, instanceCount = 1, awakeHoursPerDay }: FunctionConfig): Hosting {
  return {
    instanceType,
    instances: instanceCount,
    ...(awakeHoursPerDay === undefined ? {} : { ceilingSeconds: awakeHoursPerDay * 3600 }),
  };
}
