import { expect, test } from 'vitest';
import { jobsPolicy } from '../../src/policies/jobs.ts';
import { allowed, ARNS, COUNTING, EVERY_FUNCTION, PREDICTING } from '../support/function-arns.ts';

test('jobs may wake and ask models, and move and retire endpoints, but not disable the schedule or touch anything else', () => {
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
