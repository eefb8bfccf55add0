import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { recordProgram } from './support/record-program.ts';

interface Document {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: unknown }[];
}

const path = new URL('../deployer-policy.json', import.meta.url);
const document = JSON.parse(readFileSync(path, 'utf8')) as Document;
const granted = document.Statement.flatMap(({ Action }) => Action);

const TAGS = ['TagResource', 'UntagResource', 'ListTagsForResource'];

const actions = (service: string, ...names: readonly string[]) =>
  names.map((name) => `${service}:${name}`);

const BUCKET = actions('s3', 'ListBucket', 'PutBucketPublicAccessBlock');

/** Typical actions that create, read and delete a resource of each type, to find what the policy forgot. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'aws:apigatewayv2/api:Api': actions('apigateway', 'POST', 'GET', 'PATCH', 'DELETE'),
  'aws:apigatewayv2/integration:Integration': actions('apigateway', 'POST', 'DELETE'),
  'aws:apigatewayv2/route:Route': actions('apigateway', 'POST', 'DELETE'),
  // For the access log, API Gateway requests log deliveries on behalf of the deployer.
  'aws:apigatewayv2/stage:Stage': [
    ...actions('apigateway', 'POST', 'DELETE'),
    ...actions('logs', 'CreateLogDelivery', 'PutResourcePolicy', 'DescribeResourcePolicies'),
  ],
  'aws:budgets/budget:Budget': actions('budgets', 'ModifyBudget', 'ViewBudget', ...TAGS),
  'aws:cloudwatch/eventRule:EventRule': actions('events', 'PutRule', 'DeleteRule', ...TAGS),
  'aws:cloudwatch/eventTarget:EventTarget': actions('events', 'PutTargets', 'RemoveTargets'),
  'aws:cloudwatch/logGroup:LogGroup': actions('logs', 'PutRetentionPolicy', ...TAGS),
  'aws:cloudwatch/metricAlarm:MetricAlarm': actions('cloudwatch', 'PutMetricAlarm', ...TAGS),
  'aws:dynamodb/table:Table': actions('dynamodb', 'UpdateTimeToLive', 'DescribeContinuousBackups'),
  'aws:iam/role:Role': actions('iam', 'CreateRole', 'PassRole', 'TagRole'),
  'aws:iam/rolePolicy:RolePolicy': actions('iam', 'PutRolePolicy', 'DeleteRolePolicy'),
  'aws:lambda/function:Function': actions('lambda', 'UpdateFunctionCode', 'ListVersionsByFunction'),
  'aws:lambda/invocation:Invocation': actions('lambda', 'InvokeFunction'),
  'aws:lambda/permission:Permission': actions('lambda', 'AddPermission', 'GetPolicy'),
  'aws:s3/bucket:Bucket': actions('s3', 'CreateBucket', 'DeleteObjectVersion', ...TAGS),
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': [
    ...BUCKET,
    ...actions('s3', 'PutLifecycleConfiguration', 'GetLifecycleConfiguration'),
  ],
  'aws:s3/bucketObjectv2:BucketObjectv2': actions('s3', 'PutObject', 'AbortMultipartUpload'),
  'aws:s3/bucketPolicy:BucketPolicy': actions('s3', 'PutBucketPolicy', 'DeleteBucketPolicy'),
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': BUCKET,
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': actions(
    's3',
    'PutEncryptionConfiguration',
    'GetEncryptionConfiguration',
  ),
  'aws:sagemaker/endpointConfiguration:EndpointConfiguration': actions(
    'sagemaker',
    'CreateEndpointConfig',
    'AddTags',
  ),
  'aws:sagemaker/model:Model': actions('sagemaker', 'CreateModel', 'AddTags'),
  'awsx:ecr:Repository': actions('ecr', 'PutLifecyclePolicy', 'PutImageScanningConfiguration'),
  'docker-build:index:Image': actions('ecr', 'GetAuthorizationToken', 'PutImage', 'BatchGetImage'),
};

test('the deployer’s policy covers every type of resource that the program creates', async () => {
  const { resources } = await recordProgram({
    config: {
      'pilotlight:instanceCount': '2',
      'pilotlight:budgetUsdPerMonth': '25',
      'pilotlight:budgetEmail': 'a@example.com',
    },
  });
  const made = [...new Set(resources.map(({ type }) => type))].filter(
    (type) => !type.startsWith('pilotlight:') && !type.startsWith('pulumi:'),
  );
  expect(made.sort()).toEqual(Object.keys(NEEDED).sort());
  for (const type of made)
    expect(granted).toEqual(expect.arrayContaining([...(NEEDED[type] ?? [])]));
});

test('the policy names its resources, and fits the limit of a managed policy', () => {
  const everywhere = document.Statement.filter(
    ({ Resource }) => JSON.stringify(Resource) === '["*"]',
  );
  expect(
    everywhere.flatMap(({ Action }) => Action).filter((action) => !/^logs:|^ecr:Get/.test(action)),
  ).toEqual([]);
  // IAM's limit for a managed policy, white space not counted.
  expect(JSON.stringify(document).length).toBeLessThan(6144);
  expect(new Set(granted).size).toBe(granted.length);
});
