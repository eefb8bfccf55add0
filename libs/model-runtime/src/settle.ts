import { ProblemError } from '@pilotlight/contracts';
import type { Timings } from './answer-types.ts';
import type { Job } from './job.ts';
import type { Reply, WorkTimings } from './messages.ts';

/** Answers a job with what its worker said: thread messages keep no classes, so errors get theirs back here. */
export function settle(job: Job, reply: Exclude<Reply, { stream: string }>): void {
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

/** What a worker cannot know: how long the job had waited for it. */
export function withQueue(job: Job, { waitMilliseconds, ...timings }: WorkTimings): Timings {
  const queueMilliseconds = (job.startedAt ?? job.takenAt) - job.takenAt + waitMilliseconds;
  return { queueMilliseconds, ...timings };
}
