import type { PolicyDocument } from '../../src/policies/document.ts';
import type { FunctionArns } from '../../src/policies/function-statements.ts';

export const ARNS: FunctionArns = {
  stack: 'dev',
  table: 'arn:table',
  bucket: 'arn:bucket',
  scheduleRule: 'arn:rule',
  endpoints: 'arn:endpoint/*',
  asyncEndpoints: 'arn:endpoint/*--async',
  declaredEndpoints: 'arn:endpoint/*--*',
  endpointConfigs: 'arn:endpoint-config/*',
  modelFunctions: 'arn:function:model-*',
  logGroup: 'arn:log-group',
};

/** `ACTION RESOURCE` of everything that a policy allows, sorted; `deny ACTION RESOURCE` of what it denies. */
export function allowed({ Statement }: PolicyDocument): string[] {
  return Statement.flatMap(({ Effect, Action, Resource }) =>
    Action.flatMap((action) =>
      Resource.map((resource) => `${Effect === 'Deny' ? 'deny ' : ''}${action} ${resource}`),
    ),
  ).sort();
}

/** What each function may do, as `ACTION RESOURCE`. */
export const EVERY_FUNCTION = [
  'deny sagemaker:CreateEndpoint arn:endpoint/*--*',
  'deny sagemaker:DeleteEndpoint arn:endpoint/*--*',
  'deny sagemaker:UpdateEndpoint arn:endpoint/*--*',
  'dynamodb:GetItem arn:table',
  'dynamodb:PutItem arn:table',
  'dynamodb:Query arn:table',
  'dynamodb:Query arn:table/index/queue',
  'dynamodb:UpdateItem arn:table',
  'events:EnableRule arn:rule',
  'logs:CreateLogStream arn:log-group:*',
  'logs:PutLogEvents arn:log-group:*',
  'sagemaker:AddTags arn:endpoint/*',
  'sagemaker:CreateEndpoint arn:endpoint-config/*',
  'sagemaker:CreateEndpoint arn:endpoint/*',
  'sagemaker:DeleteEndpoint arn:endpoint/*',
  'sagemaker:DescribeEndpoint arn:endpoint/*',
];

/** What a function that asks models may do besides. */
export const PREDICTING = [
  'lambda:InvokeFunction arn:function:model-*',
  's3:GetObject arn:bucket/failures/*',
  's3:GetObject arn:bucket/inputs/*',
  's3:GetObject arn:bucket/files/*',
  's3:GetObject arn:bucket/outputs/*',
  's3:GetObject arn:bucket/predictions/*',
  's3:GetObject arn:bucket/uploads/*',
  's3:ListBucket arn:bucket',
  's3:PutObject arn:bucket/files/*',
  's3:PutObject arn:bucket/inputs/*',
  's3:PutObject arn:bucket/predictions/*',
  'sagemaker:InvokeEndpoint arn:endpoint/*',
  'sagemaker:InvokeEndpointAsync arn:endpoint/*--async',
  'sagemaker:UpdateEndpointWeightsAndCapacities arn:endpoint/*--async',
];

/** What a function that counts the cost of endpoints may do besides. */
export const COUNTING = ['sagemaker:DescribeEndpointConfig arn:endpoint-config/*'];
