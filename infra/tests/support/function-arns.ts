import type { FunctionArns } from '../../src/policies/function-statements.ts';

export const ARNS: FunctionArns = {
  table: 'arn:table',
  bucket: 'arn:bucket',
  scheduleRule: 'arn:rule',
  endpoints: ['arn:endpoint/a', 'arn:endpoint/b'],
  endpointConfigs: ['arn:endpoint-config/a', 'arn:endpoint-config/b'],
  anyEndpoint: 'arn:endpoint/*',
  logGroup: 'arn:log-group',
};

/** `ACTION RESOURCE` of everything that is allowed, sorted. */
export function allowed(document: {
  readonly Statement: readonly {
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}): string[] {
  return document.Statement.flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => Resource.map((resource) => `${action} ${resource}`)),
  ).sort();
}

/** What each function may do, as `ACTION RESOURCE`. */
export const EVERY_FUNCTION = [
  'dynamodb:GetItem arn:table',
  'dynamodb:PutItem arn:table',
  'dynamodb:Query arn:table',
  'dynamodb:Query arn:table/index/queue',
  'dynamodb:UpdateItem arn:table',
  'events:EnableRule arn:rule',
  'logs:CreateLogStream arn:log-group:*',
  'logs:PutLogEvents arn:log-group:*',
  'sagemaker:AddTags arn:endpoint/a',
  'sagemaker:AddTags arn:endpoint/b',
  'sagemaker:CreateEndpoint arn:endpoint-config/a',
  'sagemaker:CreateEndpoint arn:endpoint-config/b',
  'sagemaker:CreateEndpoint arn:endpoint/a',
  'sagemaker:CreateEndpoint arn:endpoint/b',
  'sagemaker:DeleteEndpoint arn:endpoint/a',
  'sagemaker:DeleteEndpoint arn:endpoint/b',
  'sagemaker:DescribeEndpoint arn:endpoint/a',
  'sagemaker:DescribeEndpoint arn:endpoint/b',
];

/** What a function may do besides that asks endpoints. */
export const PREDICTING = [
  's3:GetObject arn:bucket/predictions/*',
  's3:ListBucket arn:bucket',
  's3:PutObject arn:bucket/predictions/*',
  'sagemaker:InvokeEndpoint arn:endpoint/a',
  'sagemaker:InvokeEndpoint arn:endpoint/b',
];

/** What a function may do besides that counts what endpoints cost. */
export const COUNTING = [
  'sagemaker:DescribeEndpointConfig arn:endpoint-config/a',
  'sagemaker:DescribeEndpointConfig arn:endpoint-config/b',
];
