import type { CloudContext } from '../../cloud/context.ts';
import { COMPARISONS, type AlarmSpec, type CloudWatchControl } from './control.ts';
import type { Metrics } from './metrics.ts';

/** Called with one action of an alarm that is in the state ALARM, and the metric's latest value. */
export type OnAction = (actionArn: string, alarm: AlarmSpec, value: number) => void;

/**
 * CloudWatch's alarms. Their periods end now, not at full minutes. Those with actions are evaluated once per period, and
 * repeat their actions while they are in the state ALARM, as CloudWatch does for scaling policies.
 */
export class Alarms implements CloudWatchControl {
  readonly #context: CloudContext;
  readonly #metrics: Metrics;
  readonly #alarms = new Map<string, AlarmSpec>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #onAction: OnAction = () => undefined;

  constructor(context: CloudContext, metrics: Metrics) {
    this.#context = context;
    this.#metrics = metrics;
  }

  /** Sets who carries out the actions. */
  set onAction(onAction: OnAction) {
    this.#onAction = onAction;
  }

  putMetricAlarm(alarm: AlarmSpec): { arn: string } {
    this.deleteAlarm(alarm.name);
    this.#alarms.set(alarm.name, alarm);
    if (alarm.actions.length > 0) {
      const period = this.#metrics.milliseconds(alarm.periodSeconds / 60);
      this.#timers.set(alarm.name, setInterval(() => this.#evaluate(alarm), period).unref());
    }
    return { arn: this.#context.arns.alarm(alarm.name) };
  }

  deleteAlarm(name: string): void {
    clearInterval(this.#timers.get(name));
    this.#timers.delete(name);
    this.#alarms.delete(name);
  }

  has(name: string): boolean {
    return this.#alarms.has(name);
  }

  /** Records that a container of the endpoint, running on `config`, has answered with `status`. */
  answered(endpoint: string, variant: string, config: string, status: number): void {
    const dimensions = {
      EndpointName: endpoint,
      VariantName: variant,
      EndpointConfigName: config,
    };
    this.#metrics.put({ name: 'Invocation5XXErrors', dimensions }, status >= 500 ? 1 : 0);
  }

  /** Whether the alarm is in the state ALARM. */
  isInAlarm(name: string): boolean {
    const alarm = this.#alarms.get(name);
    return alarm !== undefined && isBreached(alarm, this.#averages(alarm));
  }

  close(): void {
    for (const name of [...this.#alarms.keys()]) this.deleteAlarm(name);
  }

  #evaluate(alarm: AlarmSpec): void {
    const averages = this.#averages(alarm);
    if (!isBreached(alarm, averages)) return;
    const latest = averages.find((value) => value !== undefined);
    if (latest === undefined) return;
    for (const action of alarm.actions) this.#onAction(action, alarm, latest);
  }

  /** The averages of the latest periods, the latest first. */
  #averages({ metric, periodSeconds, evaluationPeriods }: AlarmSpec): (number | undefined)[] {
    const period = this.#metrics.milliseconds(periodSeconds / 60);
    const now = Date.now();
    return Array.from({ length: evaluationPeriods }, (_, back) => {
      // The end is excluded, but what was put in this millisecond belongs to the latest period.
      const end = now - back * period + (back === 0 ? 1 : 0);
      return this.#metrics.average(metric, now - (back + 1) * period, end);
    });
  }
}

function isBreached(alarm: AlarmSpec, averages: readonly (number | undefined)[]): boolean {
  const { comparison, threshold, missing, datapointsToAlarm } = alarm;
  const breaching = averages.filter((value) =>
    value === undefined ? missing === 'breaching' : COMPARISONS[comparison](value, threshold),
  );
  return breaching.length >= datapointsToAlarm;
}
