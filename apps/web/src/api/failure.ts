import type { Problem } from '@pilotlight/contracts';

/** Why a call failed. `status` is 0 when no HTTP response arrived. */
export class Failure extends Error {
  readonly status: number;
  /** The browser was offline at the time. */
  readonly offline: boolean;
  /** The problem document; API Gateway's own errors have none. */
  readonly problem: Partial<Problem> | undefined;

  constructor(status: number, problem?: Partial<Problem>, options?: ErrorOptions) {
    super(problem?.detail ?? problem?.title ?? `HTTP status ${status}`, options);
    this.name = 'Failure';
    this.status = status;
    this.offline = status === 0 && !navigator.onLine;
    this.problem = problem;
  }

  /** Whether the failure is transient: the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** `error` as a `Failure`. Any other error is a bug in this page and gets status -1. */
export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(-1, undefined, { cause: error });
}
