import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CloudContext } from '../../../src/cloud/context.ts';
import { Alarms } from '../../../src/services/cloudwatch/alarms.ts';
import type { AlarmSpec } from '../../../src/services/cloudwatch/control.ts';
import { Metrics } from '../../../src/services/cloudwatch/metrics.ts';

const METRIC = { name: 'HasBacklogWithoutCapacity', dimensions: { EndpointName: 'e' } };
const ALARM: AlarmSpec = {
  name: 'a',
  metric: METRIC,
  comparison: 'GreaterThanOrEqualToThreshold',
  threshold: 1,
  periodSeconds: 60,
  evaluationPeriods: 2,
  datapointsToAlarm: 2,
  missing: 'missing',
  actions: [],
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function cloud() {
  const context = {
    settings: { scheduleMinuteSeconds: 60 },
    arns: { alarm: (name: string) => name },
  } as unknown as CloudContext;
  const metrics = new Metrics(context);
  const alarms = new Alarms(context, metrics);
  /** Puts the value four times a minute. */
  const pass = (minutes: number, value?: number) => {
    for (let quarter = 0; quarter < 4 * minutes; quarter += 1) {
      vi.advanceTimersByTime(15_000);
      if (value !== undefined) metrics.put(METRIC, value);
    }
  };
  return { alarms, pass };
}

test('an alarm goes off when as many periods as configured breach the threshold, and ends with one that does not', () => {
  const { alarms, pass } = cloud();
  alarms.putMetricAlarm(ALARM);
  pass(3, 0);
  pass(1.5, 1);
  expect(alarms.isInAlarm('a')).toBe(false);
  pass(0.75, 1);
  expect(alarms.isInAlarm('a')).toBe(true);
  pass(0.25, 0);
  expect(alarms.isInAlarm('a')).toBe(false);
});

test.each([
  ['missing', false],
  ['notBreaching', false],
  ['breaching', true],
] as const)('without values, treated as %s, it is in alarm: %s', (missing, expected) => {
  const { alarms } = cloud();
  alarms.putMetricAlarm({ ...ALARM, missing });
  expect(alarms.isInAlarm('a')).toBe(expected);
});

test('an alarm repeats its actions once per period until it is deleted', () => {
  const { alarms, pass } = cloud();
  const acted: unknown[] = [];
  alarms.onAction = (arn, { name }, value) => acted.push([arn, name, value]);
  alarms.putMetricAlarm({ ...ALARM, actions: ['policy'] });
  pass(1, 1);
  expect(acted).toEqual([]);
  pass(3, 1);
  expect(acted.length).toBeGreaterThanOrEqual(2);
  expect(acted[0]).toEqual(['policy', 'a', 1]);
  const before = acted.length;
  alarms.deleteAlarm('a');
  pass(3, 1);
  expect(acted).toHaveLength(before);
});
