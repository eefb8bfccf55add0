import { expect, test } from 'vitest';
import { jobsPolicy } from '../../src/policies/jobs.ts';
import { allowed, ARNS, COUNTING, EVERY_FUNCTION, PREDICTING } from '../support/function-arns.ts';

test('jobs wakes, asks, moves and retires endpoints of its stack, and can neither stop the schedule nor touch anything else', () => {
  expect(allowed(jobsPolicy(ARNS))).toEqual(
    [
      ...EVERY_FUNCTION,
      ...PREDICTING,
      ...COUNTING,
      'sagemaker:UpdateEndpoint arn:endpoint-config/*',
      'sagemaker:UpdateEndpoint arn:endpoint/*',
    ].sort(),
  );
});
