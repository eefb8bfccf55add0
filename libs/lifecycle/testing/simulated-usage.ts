import { LIMITS } from '@pilotlight/contracts';
import type { Clock, EndpointId, UsagePort } from '../src/index.ts';

const PERIOD = LIMITS.metricPeriodSeconds * 1000;

/** CloudWatch's `Invocations` metric: per minute, with the longest allowed delay. */
export class SimulatedUsage implements UsagePort {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #minutes = new Map<string, number[]>();
  /** Runs before an answer; may throw. */
  before: (() => void) | undefined;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  record({ key }: Pick<EndpointId, 'key'>): void {
    const minutes = this.#minutes.get(key) ?? [];
    this.#minutes.set(key, minutes);
    const minute = Math.floor(this.#clock.now() / PERIOD);
    if (minutes.at(-1) !== minute) minutes.push(minute);
  }

  async lastInvocation({ key }: EndpointId, since: number): Promise<number | undefined> {
    this.before?.();
    const known = this.#clock.now() - LIMITS.metricDelaySeconds * 1000;
    const last = this.#minutes.get(key)?.findLast((minute) => (minute + 1) * PERIOD <= known);
    return last === undefined || last * PERIOD < since - PERIOD ? undefined : (last + 1) * PERIOD;
  }
}
