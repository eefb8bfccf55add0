import { AwsError } from '../../cloud/aws-error.ts';

const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

/**
 * The minutes between two runs of `rate(N unit)`.
 * @throws AwsError ValidationException, as AWS does for `rate(1 minutes)` and `rate(5 minute)`; `cron(...)` is not
 * supported here, and is refused by name
 */
export function rateMinutes(expression: string): number {
  if (expression.startsWith('cron(')) {
    throw new AwsError(
      'ValidationException',
      `The local cloud does not know the schedule expression "${expression}": it knows rate(...) only.`,
    );
  }
  const [, digits = '0', unit = '', plural = ''] =
    /^rate\(([1-9]\d*) (minute|hour|day)(s?)\)$/.exec(expression) ?? [];
  const count = Number(digits);
  const perUnit = MINUTES[unit];
  if (perUnit === undefined || (count === 1) !== (plural === '')) {
    throw new AwsError('ValidationException', 'Parameter ScheduleExpression is not valid.');
  }
  return count * perUnit;
}
