import { LIMITS } from '@pilotlight/contracts';
import type { Clock, UsagePort } from '../../src/index.ts';

const PERIOD = LIMITS.metricPeriodSeconds * 1000;

/** CloudWatch's `Invocations` metric: per minute, with the longest allowed delay. */
export class FakeUsage implements UsagePort {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #minutes = new Map<string, number[]>();
  /** Runs before an answer; may throw. */
  before: (() => void) | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  record(model: string): void {
    const minutes = this.#minutes.get(model) ?? [];
    this.#minutes.set(model, minutes);
    const minute = Math.floor(this.#clock.now() / PERIOD);
    if (minutes.at(-1) !== minute) minutes.push(minute);
  }

  async lastInvocation(model: string, since: number): Promise<number | undefined> {
    this.before?.();
    const known = this.#clock.now() - LIMITS.metricDelaySeconds * 1000;
    const last = this.#minutes.get(model)?.findLast((minute) => (minute + 1) * PERIOD <= known);
    return last === undefined || last * PERIOD < since - PERIOD ? undefined : (last + 1) * PERIOD;
  }
}
