import type { Deployment } from '@pilotlight/contracts';
import type { ReplayPorts } from '@pilotlight/lifecycle';

/** What the handler of an event gets. */
export interface JobsContext {
  readonly deployment: Deployment;
  readonly ports: ReplayPorts;
  /** Epoch milliseconds at which the function is stopped. */
  readonly deadline: number;
}

/** One kind of event that the jobs function handles. */
export interface EventKind<Result> {
  /** Whether the event is of this kind, valid or not. */
  matches(event: unknown): boolean;
  /** @throws Error that lists every mistake of an event that is not valid */
  handle(event: unknown, context: JobsContext): Promise<Result>;
}
