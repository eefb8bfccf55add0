import { expect, test } from 'vitest';
import { reaperPolicy } from '../../src/policies/reaper.ts';
import { allowed, ARNS, EVERY_FUNCTION } from '../support/function-arns.ts';

test('the reaper stops the schedule, and can ask no endpoint', () => {
  expect(allowed(reaperPolicy(ARNS))).toEqual(
    [...EVERY_FUNCTION, 'cloudwatch:GetMetricData *', 'events:DisableRule arn:rule'].sort(),
  );
});
