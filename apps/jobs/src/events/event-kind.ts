import type { FunctionConfig } from '@pilotlight/contracts';
import type { Ports } from '@pilotlight/lifecycle';

/** What every kind of event is handled with. */
export interface JobsContext {
  readonly config: FunctionConfig;
  readonly ports: Ports;
  /** Ports for other deployments than those of the environment. */
  readonly portsFor: (config: FunctionConfig) => Ports;
  /** Epoch milliseconds at which the function is stopped. */
  readonly deadline: number;
}

/** One kind of event that the jobs function handles. */
export interface EventKind<Result> {
  /** Looks only at what tells the kinds apart. */
  matches(event: unknown): boolean;
  /** @throws Error that lists what is wrong with an event that matches and is not valid */
  handle(event: unknown, context: JobsContext): Promise<Result>;
}
