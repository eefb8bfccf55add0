import { expect, test } from 'vitest';
import { executionPolicy } from '../../src/policies/execution.ts';
import { allowed } from '../support/function-arns.ts';

const document = executionPolicy({
  repository: 'arn:repository',
  bundles: 'arn:bundles/*',
  logGroup: 'arn:log-group',
});

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
    's3:GetObject arn:bundles/*',
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
