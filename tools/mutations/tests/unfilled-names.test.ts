import { expect, it } from 'vitest';
import { unfilledNames } from '../src/unfilled-names.ts';

it.each([
  'an endpoint that is InService (undefined s) is gone, and stays so',
  'an endpoint with [object Object] is kept',
  'after NUMBER looks (NaN) it is stopped',
  'without $without: is in the code',
  'tells %s as denied',
])('finds a name with an unfilled placeholder, no. %#', (name) => {
  expect(unfilledNames(['is kept', name])).toEqual([name]);
});

it('accepts names that mention undefined as a value', () => {
  expect(unfilledNames(['gives undefined when the metric has nothing', 'of 100 % of $5'])).toEqual(
    [],
  );
});
