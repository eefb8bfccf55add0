import { BUCKET, LIMITS, problem, type ErrorCode, type Problem } from '@pilotlight/contracts';
import type { Job, ParkedPrediction } from '../queue/ports.ts';
import type { JobPorts } from './ports.ts';

/** A job as it is stored. */
export interface StoredJob extends ParkedPrediction {
  readonly job: Job;
}

/** What SageMaker's notification says of a job. */
export interface Told {
  /** Why it failed; absent when it was completed. */
  readonly failureReason?: string;
}

/** What is to be done for a job now. */
export type JobStep =
  | { readonly step: 'wait' }
  | { readonly step: 'submit'; readonly job: Job }
  | { readonly step: 'collect'; readonly bytes: number }
  /** `body`: what the container answered; `reason`: SageMaker's words. One of them may be empty. */
  | { readonly step: 'fail'; readonly body: string; readonly reason: string }
  | { readonly step: 'end'; readonly error: Problem };

export const outputKey = (id: string) => `${BUCKET.outputs}${id}.out`;
const failureKey = (id: string) => `${BUCKET.failures}${id}-error.out`;

const end = (code: ErrorCode, detail: string): JobStep => ({
  step: 'end',
  error: problem(code, detail),
});

const expired = () => {
  const detail = 'The job was given up: no answer came in time. Ask again.';
  return end('job_expired', detail);
};

/**
 * Until when a job may wait for its next step, in epoch milliseconds.
 *
 *     added      until                        uploaded                        submitted
 *     |----------|---------------|            |---------------|               |-----------|---------|----------|
 *      the upload  uploadGrace                 jobQueued                       jobQueued   job       jobGrace
 *      may begin   it may end                  it may be submitted             in a queue  running   the answer may appear
 */
export function waitsUntil({ createdAt, job }: Pick<StoredJob, 'createdAt' | 'job'>): number {
  const { upload, uploadedAt, submittedAt } = job;
  const { jobQueuedSeconds, jobSeconds, jobGraceSeconds, uploadGraceSeconds } = LIMITS;
  if (submittedAt !== undefined) {
    return submittedAt + (jobQueuedSeconds + jobSeconds + jobGraceSeconds) * 1000;
  }
  if (upload && uploadedAt === undefined) return upload.until + uploadGraceSeconds * 1000;
  return (uploadedAt ?? Date.parse(createdAt)) + jobQueuedSeconds * 1000;
}

/**
 * What is to be done for a job, by what is in the bucket.
 * @throws CloudError, but only while the job may wait
 */
export async function look(ports: JobPorts, stored: StoredJob, told?: Told): Promise<JobStep> {
  const late = ports.clock.now() >= waitsUntil(stored);
  try {
    return await lookAt(ports, stored, told, late);
  } catch (error) {
    if (!late) throw error;
    ports.log('error', 'job_not_seen', {
      id: stored.id,
      model: stored.model,
      cause: String(error),
    });
    return expired();
  }
}

async function lookAt(
  ports: JobPorts,
  { id, attempts, job }: StoredJob,
  told: Told | undefined,
  late: boolean,
): Promise<JobStep> {
  const { objects } = ports;
  // A claim that was lost may have submitted it without recording that.
  if (job.submittedAt !== undefined || attempts > 0 || told) {
    const [answer, failure] = await Promise.all([
      objects.head(outputKey(id)),
      objects.head(failureKey(id)),
    ]);
    if (answer) return { step: 'collect', bytes: answer.bytes };
    const { failureReason } = told ?? {};
    if (failure || failureReason !== undefined) {
      // A larger one is no message, and could exceed the function's memory.
      const readable = failure !== undefined && failure.bytes <= LIMITS.answerBytes;
      const written = readable ? await objects.get(failureKey(id)) : undefined;
      const body = Buffer.from(written?.body ?? '').toString();
      return { step: 'fail', body, reason: failureReason ?? '' };
    }
  }
  if (job.submittedAt !== undefined) return late ? expired() : { step: 'wait' };
  if (job.upload && job.uploadedAt === undefined) return lookForUpload(ports, job, late);
  return late ? expired() : { step: 'submit', job };
}

async function lookForUpload(
  { objects, clock }: JobPorts,
  job: Job,
  late: boolean,
): Promise<JobStep> {
  const { inputKey, contentType, upload } = job;
  const found = await objects.head(inputKey);
  if (!found) {
    if (!late) return { step: 'wait' };
    const detail = `Nothing was uploaded within ${LIMITS.uploadSeconds / 60} minutes. Ask for another upload.`;
    return end('upload_missing', detail);
  }
  if (found.bytes !== upload?.bytes || found.contentType !== contentType) {
    const detail =
      `The upload is ${found.bytes} bytes of ${found.contentType}; ` +
      `${upload?.bytes} bytes of ${contentType} were announced.`;
    return end('upload_invalid', detail);
  }
  return { step: 'submit', job: { ...job, uploadedAt: clock.now() } };
}
