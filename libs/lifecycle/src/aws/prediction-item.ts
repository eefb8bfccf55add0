import {
  JSON_MEDIA_TYPE,
  LIMITS,
  mediaTypeOf,
  problem,
  ServedBy,
  violations,
  type Problem,
} from '@pilotlight/contracts';
import type { Payload } from '@pilotlight/hosts';
import { encodeTime } from 'ulid';
import type { Job, ParkedPrediction, StoredFile } from '../queue/ports.ts';
import type { Item } from './table.ts';

/** The time-to-live value, in epoch seconds, of an item that is kept for `seconds` from `now`. */
export const expiry = (now: number, seconds: number) => Math.ceil(now / 1000) + seconds;

/** The smallest id that a waiting prediction may have: ids begin with their creation time. */
export function oldestKept(now: number): string {
  const since = Math.max(0, now - LIMITS.queuedKeptSeconds * 1000);
  return encodeTime(since, 10) + '0'.repeat(16);
}

/**
 * The status; without an answer, the lease decides between `running` (claimed by a replay) and `queued`. A job runs from
 * when SageMaker has it.
 */
function statusOf(item: Item, now: number): ParkedPrediction['status'] {
  if (item.status === 'succeeded' || item.status === 'failed') return item.status;
  if ((item.job as Job | undefined)?.submittedAt !== undefined) return 'running';
  return typeof item.leaseUntil === 'number' && item.leaseUntil > now ? 'running' : 'queued';
}

/** A prediction from its item, without its answer. */
export function predictionOf(item: Item, now: number): ParkedPrediction {
  const { id, model, error, createdAt, finishedAt, attempts, pauses = 0 } = item;
  const { servedBy, job, files } = item;
  return {
    id: id as string,
    model: model as string,
    status: statusOf(item, now),
    createdAt: createdAt as string,
    attempts: attempts as number,
    pauses: pauses as number,
    ...(typeof finishedAt === 'string' ? { finishedAt } : {}),
    ...(violations(ServedBy, servedBy).length === 0 ? { servedBy: servedBy as ServedBy } : {}),
    ...(job ? { job: job as Job } : {}),
    ...(files ? { files: files as StoredFile[] } : {}),
    ...(typeof error === 'string' ? { error: JSON.parse(error) as Problem } : {}),
  };
}

/** The stored answer of a prediction, or the error `prediction_lost` when it is missing. */
export function answerOf(
  payload: Payload | undefined,
): Pick<ParkedPrediction, 'status' | 'output' | 'payload' | 'error'> {
  if (!payload) {
    const detail = 'The model answered, but the stored answer is missing. Ask again.';
    return { status: 'failed', error: problem('prediction_lost', detail) };
  }
  if (mediaTypeOf(payload.contentType) !== JSON_MEDIA_TYPE) return { status: 'succeeded', payload };
  const output = JSON.parse(Buffer.from(payload.body).toString()) as unknown;
  return { status: 'succeeded', output };
}
