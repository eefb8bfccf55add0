export { PortTakenError } from '../services/apigateway/port-taken-error.ts';
export { AwsError } from './aws-error.ts';
export { createCloud, type CloudOptions } from './create-cloud.ts';
export type {
  ApiGatewayControl,
  Cloud,
  DynamoDbControl,
  EcrControl,
  EventsControl,
  FunctionSpec,
  IamControl,
  LambdaControl,
  LocalSettings,
  Log,
  LogsControl,
  S3Control,
  SageMakerControl,
  TableSpec,
} from './types.ts';
