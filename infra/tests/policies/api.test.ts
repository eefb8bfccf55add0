import { expect, test } from 'vitest';
import { apiPolicy } from '../../src/policies/api.ts';
import { allowed, ARNS, EVERY_FUNCTION, PREDICTING } from '../support/function-arns.ts';

test('api wakes an endpoint and asks it, and can neither stop the schedule nor touch anything else', () => {
  expect(allowed(apiPolicy(ARNS))).toEqual([...EVERY_FUNCTION, ...PREDICTING].sort());
});
