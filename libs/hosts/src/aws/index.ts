export { cloudError, isAwsError } from './aws-error.ts';
export { DeadlineError, within } from '../within.ts';
export { functionHost } from './function-host.ts';
export { awsHosts } from './hosts.ts';
export { realtimeHost } from './realtime-host.ts';
export { serverlessHost } from './serverless-host.ts';
