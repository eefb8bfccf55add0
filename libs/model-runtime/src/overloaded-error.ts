import { ProblemError } from '@pilotlight/contracts';

/** The queue is full, so the invocation was not taken. */
export class OverloadedError extends ProblemError {
  /** When there is likely to be room. */
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super('overloaded', `Too many invocations wait already; try again in ${retryAfterSeconds} s`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
