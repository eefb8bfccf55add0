import { expect, test } from 'vitest';
import { executionTrustPolicy, functionTrustPolicy } from '../../src/policies/trust.ts';

test('only SageMaker may assume the execution role, and only for this account', () => {
  expect(
    executionTrustPolicy({
      partition: 'aws-us-gov',
      region: 'us-gov-west-1',
      accountId: '123456789012',
    }),
  ).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sagemaker.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '123456789012' },
          ArnLike: { 'aws:SourceArn': 'arn:aws-us-gov:sagemaker:us-gov-west-1:123456789012:*' },
        },
      },
    ],
  });
});

test("only Lambda may assume a function's role, without a condition, which Lambda could not meet", () => {
  expect(functionTrustPolicy()).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    ],
  });
});
