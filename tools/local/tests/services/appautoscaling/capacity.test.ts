import { expect, test } from 'vitest';
import { stepCapacity, targetCapacity } from '../../../src/services/appautoscaling/capacity.ts';

test('a step adds by how far the metric is beyond the threshold', () => {
  const steps = [
    { lower: 0, upper: 10, adjustment: 1 },
    { lower: 10, upper: Infinity, adjustment: 3 },
  ];
  const of = (breach: number) =>
    stepCapacity(1, breach, { kind: 'step', cooldownSeconds: 0, steps });
  expect([-1, 0, 9.9, 10, 99].map(of)).toEqual([1, 2, 2, 4, 4]);
});

test('target tracking brings the metric per instance to the target, from none as from one', () => {
  const tracking = {
    kind: 'target',
    targetValue: 5,
    metric: { name: 'ApproximateBacklogSizePerInstance', dimensions: {} },
    scaleOutCooldownSeconds: 0,
    scaleInCooldownSeconds: 0,
  } as const;
  const of = (current: number, value: number) => targetCapacity(current, value, tracking);
  expect([of(0, 6), of(1, 12), of(2, 5), of(2, 2), of(3, 0)]).toEqual([2, 3, 2, 1, 0]);
});
