export { PortTakenError } from '../services/apigateway/port-taken-error.ts';
export { AwsError } from './aws-error.ts';
export type { LocalSettings, Log } from './context.ts';
export { createCloud, type Cloud, type CloudOptions } from './create-cloud.ts';
export type { Exchange, Recorder } from './front/dispatcher.ts';
