import { ProblemError } from '@pilotlight/contracts';
import type { Timings } from '../answer-types.ts';
import type { Job } from './job.ts';
import type { Reply, WorkTimings } from './messages.ts';

/** Ends a job with its worker's reply. Thread messages lose error classes, so they are restored here. */
export function endJob(job: Job, reply: Exclude<Reply, { stream: string }>): void {
  if ('refusal' in reply) {
    const { code, detail, errors } = reply.refusal;
    job.reject(new ProblemError(code, detail, errors));
  } else if ('failure' in reply) {
    job.reject(reply.failure);
  } else {
    const { body, contentType, timings } = reply;
    job.resolve({ body, contentType, timings: Promise.resolve(withQueue(job, timings)) });
  }
}

/** Adds the time that the job waited in the queue, which the worker does not know. */
export function withQueue(job: Job, { waitMilliseconds, ...timings }: WorkTimings): Timings {
  const queueMilliseconds = (job.startedAt ?? job.takenAt) - job.takenAt + waitMilliseconds;
  return { queueMilliseconds, ...timings };
}
