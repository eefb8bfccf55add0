import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recordDeclared } from './support/record-declared.ts';
import { recordEfs } from './support/record-efs.ts';
import { recordProgram } from './support/record-program.ts';

interface Document {
  readonly Statement: readonly { readonly Action: readonly string[]; readonly Resource: unknown }[];
}

function read(name: string) {
  const path = new URL(`../${name}`, import.meta.url);
  const document = JSON.parse(readFileSync(path, 'utf8')) as Document;
  return { document, granted: document.Statement.flatMap(({ Action }) => Action) };
}

const policy = read('deployer-policy.json');
/** What a stack with a model on EFS, or with an asynchronous endpoint, needs besides. */
const efsPolicy = read('deployer-policy-efs.json');
const asyncPolicy = read('deployer-policy-async.json');

const TAGS = ['TagResource', 'UntagResource', 'ListTagsForResource'];

const actions = (service: string, ...names: readonly string[]) =>
  names.map((name) => `${service}:${name}`);

const BUCKET = actions('s3', 'ListBucket', 'PutBucketPublicAccessBlock');

type Needed = Readonly<Record<string, readonly string[]>>;

/** Typical actions that create, read and delete a resource of each type, to find what the policy forgot. */
const NEEDED: Needed = {
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
  'aws:ecr/repositoryPolicy:RepositoryPolicy': actions(
    'ecr',
    'SetRepositoryPolicy',
    'GetRepositoryPolicy',
    'DeleteRepositoryPolicy',
  ),
  'aws:iam/role:Role': actions('iam', 'CreateRole', 'PassRole', 'TagRole'),
  'aws:iam/rolePolicy:RolePolicy': actions('iam', 'PutRolePolicy', 'DeleteRolePolicy'),
  // It reads a package from the bucket with the rights of the deployer.
  'aws:lambda/function:Function': [
    ...actions('lambda', 'UpdateFunctionCode', 'ListVersionsByFunction'),
    ...actions('s3', 'GetObject'),
  ],
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
  'aws:sagemaker/endpoint:Endpoint': [
    ...actions('sagemaker', 'CreateEndpoint', 'DescribeEndpoint', 'UpdateEndpoint'),
    ...actions('sagemaker', 'DeleteEndpoint', 'AddTags', 'ListTags'),
  ],
  'aws:sagemaker/model:Model': actions('sagemaker', 'CreateModel', 'AddTags'),
  'awsx:ecr:Repository': actions('ecr', 'PutLifecyclePolicy', 'PutImageScanningConfiguration'),
  'docker-build:index:Image': actions('ecr', 'GetAuthorizationToken', 'PutImage', 'BatchGetImage'),
};

/** As above, for what only models on EFS need. */
const NEEDED_FOR_EFS: Needed = {
  'aws:ec2/routeTable:RouteTable': actions('ec2', 'CreateRouteTable', 'DeleteRouteTable'),
  'aws:ec2/routeTableAssociation:RouteTableAssociation': actions(
    'ec2',
    'AssociateRouteTable',
    'DisassociateRouteTable',
  ),
  // Its deletion looks for network interfaces that still use it.
  'aws:ec2/securityGroup:SecurityGroup': actions(
    'ec2',
    'CreateSecurityGroup',
    'DeleteSecurityGroup',
    'DescribeNetworkInterfaces',
  ),
  'aws:ec2/subnet:Subnet': actions('ec2', 'CreateSubnet', 'DeleteSubnet', 'CreateTags'),
  'aws:ec2/vpc:Vpc': actions('ec2', 'CreateVpc', 'ModifyVpcAttribute', 'DescribeVpcAttribute'),
  'aws:ec2/vpcEndpoint:VpcEndpoint': actions('ec2', 'CreateVpcEndpoint', 'DescribePrefixLists'),
  'aws:efs/accessPoint:AccessPoint': actions('elasticfilesystem', 'CreateAccessPoint', ...TAGS),
  'aws:efs/fileSystem:FileSystem': actions(
    'elasticfilesystem',
    'CreateFileSystem',
    'DescribeLifecycleConfiguration',
  ),
  'aws:efs/fileSystemPolicy:FileSystemPolicy': actions('elasticfilesystem', 'PutFileSystemPolicy'),
  // EFS creates its network interface with the rights of the deployer.
  'aws:efs/mountTarget:MountTarget': [
    ...actions('elasticfilesystem', 'CreateMountTarget', 'DescribeMountTargets'),
    ...actions('ec2', 'CreateNetworkInterface', 'DeleteNetworkInterface'),
  ],
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': actions(
    'ec2',
    'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupEgress',
  ),
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': actions(
    'ec2',
    'AuthorizeSecurityGroupIngress',
    'DescribeSecurityGroupRules',
  ),
};

/** As above, for what only asynchronous endpoints need. */
const NEEDED_FOR_ASYNC: Needed = {
  // It also creates the alarms of target tracking, with the rights of the deployer.
  'aws:appautoscaling/policy:Policy': [
    ...actions('application-autoscaling', 'PutScalingPolicy', 'DeleteScalingPolicy'),
    ...actions('application-autoscaling', 'DescribeScalingPolicies'),
    ...actions('cloudwatch', 'PutMetricAlarm', 'DeleteAlarms'),
  ],
  'aws:appautoscaling/target:Target': [
    ...actions('application-autoscaling', 'RegisterScalableTarget', 'DeregisterScalableTarget'),
    ...actions('application-autoscaling', 'DescribeScalableTargets', ...TAGS),
    ...actions('iam', 'CreateServiceLinkedRole'),
    ...actions('sagemaker', 'UpdateEndpointWeightsAndCapacities'),
  ],
  'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration': actions('s3', 'PutBucketCORS'),
  'aws:s3/bucketNotification:BucketNotification': actions(
    's3',
    'PutBucketNotification',
    'GetBucketNotification',
  ),
  'aws:sns/topic:Topic': actions('sns', 'CreateTopic', 'GetTopicAttributes', ...TAGS),
  'aws:sns/topicPolicy:TopicPolicy': actions('sns', 'SetTopicAttributes'),
  'aws:sns/topicSubscription:TopicSubscription': actions('sns', 'Subscribe', 'Unsubscribe'),
};

const typesOf = ({ resources }: Awaited<ReturnType<typeof recordProgram>>) =>
  [...new Set(resources.map(({ type }) => type))].filter(
    (type) => !type.startsWith('pilotlight:') && !type.startsWith('pulumi:'),
  );

function expectGranted(types: readonly string[], needed: Needed, granted: readonly string[]) {
  expect(types.toSorted()).toEqual(Object.keys(needed).sort());
  for (const type of types) {
    expect(granted).toEqual(expect.arrayContaining([...(needed[type] ?? [])]));
  }
}

describe('the deployer’s policy', () => {
  test('covers every type of resource that the program creates', async () => {
    const program = await recordProgram({
      models: ['entailment', 'digits', 'a'],
      config: {
        'pilotlight:models':
          '{"entailment":{},"digits":{"serving":"function","modelFrom":"image"},"a":{"serving":"serverless"}}',
        'pilotlight:instanceCount': '2',
        'pilotlight:budgetUsdPerMonth': '25',
        'pilotlight:budgetEmail': 'a@example.com',
      },
    });
    expectGranted(typesOf(program), NEEDED, policy.granted);
  });

  test('covers with that for EFS every type that models on EFS need besides', async () => {
    const types = typesOf(await recordEfs()).filter((type) => !Object.hasOwn(NEEDED, type));
    expectGranted(types, NEEDED_FOR_EFS, efsPolicy.granted);
  });

  test('covers with that for asynchronous endpoints every type that these need besides', async () => {
    const types = typesOf(await recordDeclared()).filter((type) => !Object.hasOwn(NEEDED, type));
    expectGranted(types, NEEDED_FOR_ASYNC, asyncPolicy.granted);
  });
});

test.each([
  ['deployer-policy.json', policy, /^logs:|^ecr:Get/],
  // EC2 takes no resource for an action that describes.
  ['deployer-policy-efs.json', efsPolicy, /^ec2:Describe/],
  ['deployer-policy-async.json', asyncPolicy, /^application-autoscaling:Describe/],
])(
  '%s names its resources, and fits the limit of a managed policy',
  (_file, { document, granted }, everywhere) => {
    const wild = document.Statement.filter(({ Resource }) => JSON.stringify(Resource) === '["*"]');
    expect(wild.flatMap(({ Action }) => Action).filter((one) => !everywhere.test(one))).toEqual([]);
    // IAM's limit for a managed policy, white space not counted.
    expect(JSON.stringify(document).length).toBeLessThan(6144);
    expect(new Set(granted).size).toBe(granted.length);
  },
);
