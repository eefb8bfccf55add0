import type { SystemName } from './systems/systems.ts';
import type { TrafficName } from './traffic/traffic.ts';

/** One line of the results, as `--json` writes it: a year of one system under one traffic. */
export interface Row {
  readonly traffic: TrafficName;
  readonly system: SystemName;
  readonly requests: number;
  readonly answered: number;
  readonly costUsd: number;
  /** Share of all requests, from 0 to 1, answered within two seconds. */
  readonly answeredAtOnce: number;
  /** From the first try to the answer, of those that were answered. */
  readonly p50WaitSeconds: number;
  readonly p99WaitSeconds: number;
  /** Told that there will be no answer, and why. */
  readonly refused: number;
  /** Given up after the last try, or accepted and never answered. */
  readonly lost: number;
  /** Hours of an instance; for serverless, hours of billed processing. */
  readonly hoursAwake: number;
  /** Beyond the idle time and one check after the last use, with the rule switched off. */
  readonly hoursLeaked: number;
  /** The longest that an endpoint was left after a use, before it was deleted or the next one came. */
  readonly longestUnusedHours: number;
  /** Endpoints created; for serverless, cold starts. */
  readonly wakes: number;
}
