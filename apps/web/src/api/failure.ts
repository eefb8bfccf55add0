import type { Problem } from '@pilotlight/contracts';

/** Why a call brought no answer. `status` is 0 when no HTTP answer arrived at all. */
export class Failure extends Error {
  readonly status: number;
  /** The browser had no network when it happened. */
  readonly offline: boolean;
  /** The problem document; API Gateway's own refusals come without one. */
  readonly problem: Partial<Problem> | undefined;

  constructor(status: number, problem?: Partial<Problem>, options?: ErrorOptions) {
    super(problem?.detail ?? problem?.title ?? `HTTP status ${status}`, options);
    this.name = 'Failure';
    this.status = status;
    this.offline = status === 0 && !navigator.onLine;
    this.problem = problem;
  }

  /** Whether asking the same again later may well succeed. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** `error` as a `Failure`; an error that is not one is this page's own fault and gets status -1. */
export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure(-1, undefined, { cause: error });
}
