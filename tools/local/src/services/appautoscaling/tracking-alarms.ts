import type { AlarmSpec } from '../cloudwatch/control.ts';
import type { TargetTracking } from './control.ts';

/** Fewer instances are worth it only when the metric is clearly below the target. */
const LOW_SHARE = 0.9;

/** The two alarms that Application Auto Scaling itself creates for target tracking: above the target, and below it. */
export function trackingAlarms(
  resourceId: string,
  policyArn: string,
  { targetValue, metric }: TargetTracking,
): [high: AlarmSpec, low: AlarmSpec] {
  const name = `TargetTracking-${resourceId}-${metric.name}`;
  const common = { metric, periodSeconds: 60, missing: 'missing', actions: [policyArn] } as const;
  const periods = (count: number) => ({ evaluationPeriods: count, datapointsToAlarm: count });
  return [
    {
      ...common,
      ...periods(3),
      name: `${name}-AlarmHigh`,
      comparison: 'GreaterThanThreshold',
      threshold: targetValue,
    },
    {
      ...common,
      ...periods(15),
      name: `${name}-AlarmLow`,
      comparison: 'LessThanThreshold',
      threshold: targetValue * LOW_SHARE,
    },
  ];
}
