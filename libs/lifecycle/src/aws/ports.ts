import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Deployment } from '@pilotlight/contracts';
import { awsHosts, awsJobHost } from '@pilotlight/hosts/aws';
import { createSightings } from '../ask/sightings.ts';
import { createSpendMeter } from '../ask/spend-meter.ts';
import { createActivity } from '../endpoint/activity.ts';
import type { Clock } from '../endpoint/ports.ts';
import type { PredictPorts } from '../predict/ports.ts';
import type { ReapPorts } from '../reap/ports.ts';
import { activityFiles } from './activity-file.ts';
import { blindTag } from './blind-tag.ts';
import { cloudWatchUsage } from './cloudwatch-usage.ts';
import { dynamoDbLedgers } from './dynamodb-ledgers.ts';
import { dynamoDbStore } from './dynamodb-store.ts';
import { functionLog } from './function-log.ts';
import { eventBridgeSchedule } from './eventbridge-schedule.ts';
import { s3JobObjects } from './s3-job-objects.ts';
import { s3Objects } from './s3-objects.ts';
import { sageMakerEndpoints } from './sagemaker-endpoints.ts';
import { sageMakerInstances } from './sagemaker-instances.ts';

const connection = { requestHandler: { connectionTimeout: 2000 } };

const clock: Clock = { now: () => Date.now(), sleep: (milliseconds) => sleep(milliseconds) };

/**
 * The AWS clients and ports of a function, created once per instance. Region, endpoint and credentials come from the
 * SDK's standard variables.
 */
export function awsPorts(deployment: Deployment): PredictPorts & Pick<ReapPorts, 'spends'> {
  const { tableName, bucketName, scheduleRuleName, awakeHoursPerDay } = deployment;
  const control = new SageMakerClient({ ...connection, maxAttempts: 3 });
  const documents = DynamoDBDocumentClient.from(
    new DynamoDBClient({ ...connection, maxAttempts: 4 }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
  const objects = s3Objects(bucketName, { ...connection, maxAttempts: 4 });
  const log = functionLog(tableName);
  const store = dynamoDbStore(documents, tableName, objects);
  return {
    host: awsHosts(connection),
    jobHost: awsJobHost(connection, bucketName),
    objects: s3JobObjects(bucketName, { ...connection, maxAttempts: 4 }),
    endpoints: sageMakerEndpoints(control, deployment),
    instances: sageMakerInstances(control),
    activity: store,
    wakes: store,
    predictions: store,
    keys: store,
    ledgers: dynamoDbLedgers(documents, tableName),
    ceilingSeconds: awakeHoursPerDay === undefined ? undefined : awakeHoursPerDay * 3600,
    schedule: eventBridgeSchedule(connection, scheduleRuleName),
    clock,
    random: Math.random,
    log,
    touch: createActivity({
      store,
      clock,
      log,
      notes: activityFiles(tmpdir(), tableName),
      intervalSeconds: deployment.activityIntervalSeconds,
    }),
    sightings: createSightings(clock),
    spending: createSpendMeter({
      store,
      clock,
      log,
      intervalSeconds: deployment.activityIntervalSeconds,
    }),
    spends: store,
  };
}

/** The ports of the reaper, which also reads CloudWatch metrics and marks endpoints. */
export function reaperPorts(deployment: Deployment): ReapPorts {
  const control = new SageMakerClient({ ...connection, maxAttempts: 3 });
  const metrics = new CloudWatchClient({ ...connection, maxAttempts: 3 });
  return {
    ...awsPorts(deployment),
    usage: cloudWatchUsage(metrics),
    blindMark: blindTag(control),
  };
}
