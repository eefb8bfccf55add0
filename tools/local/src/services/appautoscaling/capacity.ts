import type { StepScaling, TargetTracking } from './control.ts';

/** The new number of instances, by how far the metric is beyond the alarm's threshold. */
export function stepCapacity(current: number, breach: number, { steps }: StepScaling): number {
  const step = steps.find(({ lower, upper }) => breach >= lower && breach < upper);
  return current + (step?.adjustment ?? 0);
}

/** The number of instances that brings a metric per instance to the target. Without an instance it counts as of one. */
export function targetCapacity(
  current: number,
  value: number,
  { targetValue }: TargetTracking,
): number {
  return Math.ceil((Math.max(1, current) * value) / targetValue);
}
