import type { Metric } from './metrics.ts';

/** An alarm on a metric's average per period. */
export interface AlarmSpec {
  readonly name: string;
  readonly metric: Metric;
  readonly comparison: Comparison;
  readonly threshold: number;
  readonly periodSeconds: number;
  /** How many of the latest periods are looked at, and how many of them must breach the threshold. */
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** What a period without a value counts as. */
  readonly missing: 'missing' | 'notBreaching' | 'breaching';
  /** ARNs of scaling policies. */
  readonly actions: readonly string[];
}

/** Compares a value with the threshold. */
export const COMPARISONS = {
  GreaterThanThreshold: (value: number, threshold: number) => value > threshold,
  GreaterThanOrEqualToThreshold: (value: number, threshold: number) => value >= threshold,
  LessThanThreshold: (value: number, threshold: number) => value < threshold,
  LessThanOrEqualToThreshold: (value: number, threshold: number) => value <= threshold,
} as const;

export type Comparison = keyof typeof COMPARISONS;

export interface CloudWatchControl {
  putMetricAlarm(alarm: AlarmSpec): { arn: string };
  deleteAlarm(name: string): void;
}
