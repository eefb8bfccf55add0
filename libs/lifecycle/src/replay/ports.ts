import type { AskPorts } from '../ask/ports.ts';

export interface ReplayPorts extends AskPorts {
  /** A random number in [0, 1), for the jitter of back-off pauses. */
  readonly random: () => number;
}
