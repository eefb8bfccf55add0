import { expect, test } from 'vitest';
import { defaultCheckMinutes } from '../../src/serving/check-minutes.ts';

const endpoint = (idleMinutes: number) => ({
  ...{
    key: 'a',
    models: ['a'],
    functions: [],
    instanceType: 'ml.m5.large',
    instanceCount: 1,
    idleMinutes,
  },
});
const stack = (idleMinutes: number) => ({ endpointDefaults: endpoint(idleMinutes) });

test.each([
  [0.5, 1],
  [3, 1],
  [41, 20],
  [10_080, 1440],
])(
  'checks twice per idle time of %d minutes, in whole minutes, and at least once a day',
  (idleMinutes, checkMinutes) => {
    expect(defaultCheckMinutes([endpoint(idleMinutes)], stack(40))).toBe(checkMinutes);
  },
);

test('checks twice per shortest idle time of the endpoints', () => {
  expect(defaultCheckMinutes([60, 10, 30].map(endpoint), stack(30))).toBe(5);
});

test('does not count an idle time of the stack that none of its endpoints uses', () => {
  expect(defaultCheckMinutes([endpoint(60)], stack(2))).toBe(30);
});

test('counts that of the stack when it has no endpoint', () => {
  expect(defaultCheckMinutes([], stack(30))).toBe(15);
});
