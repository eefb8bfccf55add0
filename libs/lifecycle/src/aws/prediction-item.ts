import { LIMITS, problem, type Problem } from '@pilotlight/contracts';
import { encodeTime } from 'ulid';
import type { ParkedPrediction } from '../queue/ports.ts';
import type { Item } from './table.ts';

/** The time-to-live value, in epoch seconds, of an item that is kept for `seconds` from `now`. */
export const expiry = (now: number, seconds: number) => Math.ceil(now / 1000) + seconds;

/** The smallest id that a waiting prediction may have: ids begin with their creation time. */
export function oldestKept(now: number): string {
  const since = Math.max(0, now - LIMITS.queuedKeptSeconds * 1000);
  return encodeTime(since, 10) + '0'.repeat(16);
}

/** The status; without an answer, the lease decides between `running` (claimed by a replay) and `queued`. */
function statusOf(item: Item, now: number): ParkedPrediction['status'] {
  if (item.status === 'succeeded' || item.status === 'failed') return item.status;
  return typeof item.leaseUntil === 'number' && item.leaseUntil > now ? 'running' : 'queued';
}

/** A prediction from its item, without an answer that is in S3. */
export function predictionOf(item: Item, now: number): ParkedPrediction {
  const {
    id,
    model,
    input,
    inputKey,
    output,
    error,
    createdAt,
    finishedAt,
    attempts,
    pauses = 0,
  } = item;
  return {
    id: id as string,
    model: model as string,
    status: statusOf(item, now),
    createdAt: createdAt as string,
    attempts: attempts as number,
    pauses: pauses as number,
    ...(typeof input === 'string' ? { input } : {}),
    ...(typeof inputKey === 'string' ? { inputKey } : {}),
    ...(typeof finishedAt === 'string' ? { finishedAt } : {}),
    ...(typeof output === 'string' ? { output: JSON.parse(output) as unknown } : {}),
    ...(typeof error === 'string' ? { error: JSON.parse(error) as Problem } : {}),
  };
}

/** The stored answer of a prediction, or the error `prediction_lost` when it is missing. */
export function answerOf(
  text: string | undefined,
): Pick<ParkedPrediction, 'status' | 'output' | 'error'> {
  if (text !== undefined) return { status: 'succeeded', output: JSON.parse(text) as unknown };
  const detail = 'The model answered, but the stored answer is missing. Ask again.';
  return { status: 'failed', error: problem('prediction_lost', detail) };
}
