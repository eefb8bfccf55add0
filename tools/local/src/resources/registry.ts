import { api, integration, route, stage } from '../services/apigateway/resources.ts';
import { awsxRepository } from '../services/ecr/awsx.ts';
import { metricAlarm } from '../services/cloudwatch/resources.ts';
import { budget } from '../services/budgets/resources.ts';
import type { RemoteComponent } from './component.ts';
import { image } from '../services/ecr/docker-build.ts';
import { table } from '../services/dynamodb/resources.ts';
import { lifecyclePolicy, repository } from '../services/ecr/resources.ts';
import { eventRule, eventTarget } from '../services/events/resources.ts';
import type { Handler } from './handler.ts';
import { role, rolePolicy } from '../services/iam/resources.ts';
import { invocation, lambdaFunction, permission } from '../services/lambda/resources.ts';
import { logGroup } from '../services/logs/resources.ts';
import {
  bucket,
  bucketEncryption,
  bucketLifecycle,
  bucketObject,
  bucketPolicy,
  bucketPublicAccessBlock,
} from '../services/s3/resources.ts';
import { endpointConfiguration, model } from '../services/sagemaker/resources.ts';

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
    `the local cloud has no handler for ${type}: add one to tools/local/src/services, or leave the resource out`,
  );
}
