import type { Answer, Invocation } from './answer-types.ts';

/** An invocation that was taken, until it is answered. */
export interface Job {
  readonly id: number;
  readonly invocation: Invocation;
  /** `performance.now()` when it was taken. */
  readonly takenAt: number;
  /** When its latest run began. */
  startedAt?: number;
  /** Runs by itself, since a worker was lost over a run that it was in. */
  alone?: boolean;
  /** Nobody waits for it any more. */
  abandoned?: boolean;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}
