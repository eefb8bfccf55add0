import { ProblemError } from '@pilotlight/contracts';

/** The queue is full, so the invocation was not taken. */
export class OverloadedError extends ProblemError {
  /** @param retryAfterSeconds when there is likely to be room */
  constructor(retryAfterSeconds: number) {
    const detail = `Too many invocations wait already; try again in ${retryAfterSeconds} s`;
    super('overloaded', detail, [], retryAfterSeconds);
  }
}
