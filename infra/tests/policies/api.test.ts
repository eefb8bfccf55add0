import { expect, test } from 'vitest';
import { apiPolicy } from '../../src/policies/api.ts';
import { allowed, ARNS, EVERY_FUNCTION, PREDICTING } from '../support/function-arns.ts';

test('api may wake and ask models and sign uploads, but not disable the schedule or touch anything else', () => {
  expect(allowed(apiPolicy(ARNS))).toEqual(
    [...EVERY_FUNCTION, ...PREDICTING, 's3:PutObject arn:bucket/uploads/*'].sort(),
  );
});
