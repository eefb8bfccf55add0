import type { Timings } from '../answer-types.ts';
import { replyError } from '../run/reply-error.ts';
import type { Job } from './job.ts';
import type { Reply, WorkTimings } from './messages.ts';

/** Ends a job with its worker's reply. */
export function endJob(job: Job, reply: Exclude<Reply, { stream: string }>): void {
  if (!('body' in reply)) return job.reject(replyError(reply));
  const { body, contentType, timings } = reply;
  job.resolve({ body, contentType, timings: Promise.resolve(withQueue(job, timings)) });
}

/** Adds the time that the job waited in the queue, which the worker does not know. */
export function withQueue(job: Job, { waitMilliseconds, ...timings }: WorkTimings): Timings {
  const queueMilliseconds = (job.startedAt ?? job.takenAt) - job.takenAt + waitMilliseconds;
  return { queueMilliseconds, ...timings };
}
