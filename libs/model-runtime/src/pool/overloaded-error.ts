import { ProblemError } from '@pilotlight/contracts';

/** The queue is full: the invocation was refused. */
export class OverloadedError extends ProblemError {
  /** @param retryAfterSeconds when there is likely to be room */
  constructor(retryAfterSeconds: number) {
    const detail = `Too many invocations are waiting; try again in ${retryAfterSeconds} s`;
    super('overloaded', detail, [], retryAfterSeconds);
  }
}
