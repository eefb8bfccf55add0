import type { SystemName } from './systems/systems.ts';
import type { TrafficName } from './traffic/traffic.ts';

/** One line of the results, as `--json` writes it: a year of one system with one traffic. */
export interface Row {
  readonly traffic: TrafficName;
  readonly system: SystemName;
  readonly requests: number;
  readonly answered: number;
  readonly costUsd: number;
  /** Share of all requests, from 0 to 1, answered within two seconds. */
  readonly answeredAtOnce: number;
  /** From the first attempt to the answer, for answered requests. */
  readonly p50WaitSeconds: number;
  readonly p99WaitSeconds: number;
  /** Requests that were told that there will be no answer, and why. */
  readonly refused: number;
  /** Requests given up after the last retry, or accepted and never answered. */
  readonly lost: number;
  /** Instance hours; of serverless and of the model's function, hours of billed processing. */
  readonly hoursAwake: number;
  /** Hours beyond the idle time and one check after the last use, with the rule disabled. */
  readonly hoursLeaked: number;
  /** The longest time from a use of an endpoint to its deletion or its next use. */
  readonly longestUnusedHours: number;
  /** Endpoints created; of an asynchronous one, first instances; for serverless and for the function alone, cold starts. */
  readonly wakes: number;
}
