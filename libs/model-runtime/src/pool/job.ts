import type { Answer, Invocation } from '../answer-types.ts';

/** An accepted invocation, until it is answered. */
export interface Job {
  readonly id: number;
  readonly invocation: Invocation;
  /** `performance.now()` when it was accepted. */
  readonly takenAt: number;
  /** When its latest run began. */
  startedAt?: number;
  /** Must run alone, because a worker was lost during a run that it was in. */
  alone?: boolean;
  /** Its caller has left. */
  abandoned?: boolean;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}
