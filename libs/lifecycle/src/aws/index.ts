export { activityFiles } from './activity-file.ts';
export { cloudWatchUsage } from './cloudwatch-usage.ts';
export { cloudError, isAwsError } from './errors.ts';
export { dynamoDbLedgers } from './dynamodb-ledgers.ts';
export { dynamoDbStore } from './dynamodb-store.ts';
export { eventBridgeSchedule } from './eventbridge-schedule.ts';
export { KEYS } from './keys.ts';
export { awsPorts, reaperPorts } from './ports.ts';
export { sageMakerEndpoint } from './sagemaker-endpoint.ts';
