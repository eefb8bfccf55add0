export { activityFiles } from './activity-file.ts';
export { cloudError } from './errors.ts';
export { dynamoDbStore } from './dynamodb-store.ts';
export { eventBridgeSchedule } from './eventbridge-schedule.ts';
export { awsPorts } from './ports.ts';
export { sageMakerEndpoint } from './sagemaker-endpoint.ts';
