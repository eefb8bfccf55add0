export { cloudError, isAwsError } from './aws-error.ts';
export { DeadlineError, within } from '../within.ts';
export { asyncHost } from './async-host.ts';
export { functionHost } from './function-host.ts';
export { awsHosts, awsJobHost } from './hosts.ts';
export { realtimeHost } from './realtime-host.ts';
export { serverlessHost } from './serverless-host.ts';
