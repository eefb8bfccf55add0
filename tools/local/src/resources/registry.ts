import { api, integration, route, stage } from './apigateway.ts';
import { awsxRepository } from './awsx.ts';
import { metricAlarm } from './cloudwatch.ts';
import { budget } from './budgets.ts';
import type { RemoteComponent } from './component.ts';
import { image } from './docker-build.ts';
import { table } from './dynamodb.ts';
import { lifecyclePolicy, repository } from './ecr.ts';
import { eventRule, eventTarget } from './events.ts';
import type { Handler } from './handler.ts';
import { role, rolePolicy } from './iam.ts';
import { invocation, lambdaFunction, permission } from './lambda.ts';
import { logGroup } from './logs.ts';
import {
  bucket,
  bucketEncryption,
  bucketLifecycle,
  bucketObject,
  bucketPolicy,
  bucketPublicAccessBlock,
} from './s3.ts';
import { endpointConfiguration, model } from './sagemaker.ts';

export const HANDLERS: readonly Handler[] = [
  api,
  bucket,
  bucketEncryption,
  bucketLifecycle,
  bucketObject,
  bucketPolicy,
  bucketPublicAccessBlock,
  budget,
  endpointConfiguration,
  eventRule,
  eventTarget,
  image,
  integration,
  invocation,
  lambdaFunction,
  lifecyclePolicy,
  logGroup,
  metricAlarm,
  model,
  permission,
  repository,
  role,
  rolePolicy,
  route,
  stage,
  table,
];

const COMPONENTS: readonly RemoteComponent[] = [awsxRepository];

/** The Pulumi packages that the local cloud stands in for. */
export const PACKAGES = ['aws', 'awsx', 'docker-build'] as const;

/** @throws Error that names a type the local cloud has no handler for */
export function handlerOf(type: string): Handler {
  return found(HANDLERS, type);
}

/** @throws Error that names a type the local cloud has no component for */
export function componentOf(type: string): RemoteComponent {
  return found(COMPONENTS, type);
}

function found<T extends { type: string }>(list: readonly T[], type: string): T {
  const match = list.find((entry) => entry.type === type);
  if (match) return match;
  throw new Error(
    `the local cloud has no handler for ${type}: add one to tools/local/src/resources, or leave the resource out`,
  );
}
