import { expect, test } from 'vitest';
import { reaperPolicy } from '../../src/policies/reaper.ts';
import { allowed, ARNS, COUNTING, EVERY_FUNCTION } from '../support/function-arns.ts';

test('the reaper may disable the schedule and tag endpoints, but not invoke any', () => {
  expect(allowed(reaperPolicy(ARNS))).toEqual(
    [
      ...EVERY_FUNCTION,
      ...COUNTING,
      'cloudwatch:GetMetricData *',
      'events:DisableRule arn:rule',
      'sagemaker:DeleteTags arn:endpoint/*',
      'sagemaker:ListTags arn:endpoint/*',
    ].sort(),
  );
});
