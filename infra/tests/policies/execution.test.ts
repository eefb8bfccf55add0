import { expect, test } from 'vitest';
import { executionPolicy } from '../../src/policies/execution.ts';
import { allowed } from '../support/function-arns.ts';

const arns = {
  repository: 'arn:repository',
  bundles: { bucket: 'arn:bucket', folder: 'models/a', listed: false },
  logGroup: 'arn:log-group',
};
const document = executionPolicy(arns);

test('a model may pull its image, read its bundle, write its logs and metrics, and nothing else', () => {
  expect(allowed(document)).toEqual([
    'cloudwatch:PutMetricData *',
    'ecr:BatchCheckLayerAvailability arn:repository',
    'ecr:BatchGetImage arn:repository',
    'ecr:GetAuthorizationToken *',
    'ecr:GetDownloadUrlForLayer arn:repository',
    'logs:CreateLogGroup arn:log-group:*',
    'logs:CreateLogStream arn:log-group:*',
    'logs:DescribeLogStreams arn:log-group:*',
    'logs:PutLogEvents arn:log-group:*',
    's3:GetObject arn:bucket/models/a/*',
  ]);
});

test("metrics go to the endpoints' namespace only", () => {
  const metrics = document.Statement.filter(({ Action }) =>
    Action.includes('cloudwatch:PutMetricData'),
  );
  expect(metrics.map(({ Condition }) => Condition)).toEqual([
    { StringEquals: { 'cloudwatch:namespace': '/aws/sagemaker/Endpoints' } },
  ]);
});

test('of the bucket, a multi-model endpoint may also list its own folder, and nothing else', () => {
  const listing = executionPolicy({ ...arns, bundles: { ...arns.bundles, listed: true } });
  const before = new Set(allowed(document));
  expect(allowed(listing).filter((one) => !before.has(one))).toEqual(['s3:ListBucket arn:bucket']);
  const lists = listing.Statement.filter(({ Action }) => Action.includes('s3:ListBucket'));
  expect(lists.map(({ Condition }) => Condition)).toEqual([
    { StringLike: { 's3:prefix': 'models/a/*' } },
  ]);
});

test('a role of jobs reads inputs, writes answers and failures, and announces them', () => {
  const without = new Set(allowed(executionPolicy(arns)));
  const jobs = { bucket: 'arn:jobs', topic: 'arn:topic' };
  const more = allowed(executionPolicy({ ...arns, jobs })).filter((one) => !without.has(one));
  expect(more).toEqual([
    's3:AbortMultipartUpload arn:jobs/failures/*',
    's3:AbortMultipartUpload arn:jobs/outputs/*',
    's3:GetObject arn:jobs/inputs/*',
    's3:GetObject arn:jobs/uploads/*',
    's3:ListBucket arn:jobs',
    's3:PutObject arn:jobs/failures/*',
    's3:PutObject arn:jobs/outputs/*',
    'sns:Publish arn:topic',
  ]);
});
