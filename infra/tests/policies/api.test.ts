import { expect, test } from 'vitest';
import { apiPolicy } from '../../src/policies/api.ts';
import { allowed, ARNS, EVERY_FUNCTION, PREDICTING } from '../support/function-arns.ts';

test('api may wake and ask models, but not disable the schedule or touch anything else', () => {
  expect(allowed(apiPolicy(ARNS))).toEqual([...EVERY_FUNCTION, ...PREDICTING].sort());
});
