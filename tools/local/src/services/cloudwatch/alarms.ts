import type { CloudContext } from '../../cloud/context.ts';
import type { AlarmSpec, CloudWatchControl } from './control.ts';

interface Answered {
  readonly at: number;
  readonly isError: boolean;
}

/** How long answers are kept, in periods of 60 s. */
const KEPT_PERIODS = 2;

const keyOf = (endpoint: string, variant: string, config: string) =>
  `${endpoint}/${variant}/${config}`;

/** CloudWatch's alarms on the share of 5xx among the answers of an endpoint's containers on one configuration. */
export class Alarms implements CloudWatchControl {
  readonly #context: CloudContext;
  readonly #alarms = new Map<string, AlarmSpec>();
  readonly #answered = new Map<string, Answered[]>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  putMetricAlarm(alarm: AlarmSpec): { arn: string } {
    this.#alarms.set(alarm.name, alarm);
    return { arn: this.#context.arns.alarm(alarm.name) };
  }

  deleteAlarm(name: string): void {
    this.#alarms.delete(name);
  }

  has(name: string): boolean {
    return this.#alarms.has(name);
  }

  /** Records that a container of the endpoint, running on `config`, has answered with `status`. */
  answered(endpoint: string, variant: string, config: string, status: number): void {
    const key = keyOf(endpoint, variant, config);
    const oldest = Date.now() - KEPT_PERIODS * this.#milliseconds(60);
    const kept = (this.#answered.get(key) ?? []).filter(({ at }) => at >= oldest);
    this.#answered.set(key, [...kept, { at: Date.now(), isError: status >= 500 }]);
  }

  /** Whether the alarm is in the state ALARM, judged by its last period; without invocations it is not. */
  isInAlarm(name: string): boolean {
    const alarm = this.#alarms.get(name);
    if (!alarm) return false;
    const since = Date.now() - this.#milliseconds(alarm.periodSeconds);
    const { endpointName, variantName, endpointConfigName } = alarm;
    const answered = this.#answered.get(keyOf(endpointName, variantName, endpointConfigName)) ?? [];
    const lately = answered.filter(({ at }) => at >= since);
    const errors = lately.filter(({ isError }) => isError).length;
    return lately.length > 0 && errors / lately.length > alarm.threshold;
  }

  /** A minute lasts `scheduleMinuteSeconds` here, as in a schedule. */
  #milliseconds(seconds: number): number {
    return (seconds / 60) * this.#context.settings.scheduleMinuteSeconds * 1_000;
  }
}
