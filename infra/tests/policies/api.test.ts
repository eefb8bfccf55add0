import { expect, test } from 'vitest';
import { apiPolicy } from '../../src/policies/api.ts';
import { allowed, ARNS, EVERY_FUNCTION } from '../support/function-arns.ts';

test('api wakes an endpoint and asks it, and can neither stop the schedule nor touch anything else', () => {
  expect(allowed(apiPolicy(ARNS))).toEqual(
    [
      ...EVERY_FUNCTION,
      'sagemaker:InvokeEndpoint arn:endpoint/a',
      'sagemaker:InvokeEndpoint arn:endpoint/b',
    ].sort(),
  );
});
