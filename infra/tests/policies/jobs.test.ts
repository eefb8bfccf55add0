import { expect, test } from 'vitest';
import { jobsPolicy } from '../../src/policies/jobs.ts';
import { allowed, ARNS, EVERY_FUNCTION } from '../support/function-arns.ts';

test('jobs wakes an endpoint and asks it, and can neither stop the schedule nor touch anything else', () => {
  expect(allowed(jobsPolicy(ARNS))).toEqual(
    [
      ...EVERY_FUNCTION,
      'sagemaker:InvokeEndpoint arn:endpoint/a',
      'sagemaker:InvokeEndpoint arn:endpoint/b',
    ].sort(),
  );
});
