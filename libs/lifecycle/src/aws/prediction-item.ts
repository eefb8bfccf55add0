import { LIMITS, problem, type Problem } from '@pilotlight/contracts';
import { encodeTime } from 'ulid';
import type { ParkedPrediction } from '../ports.ts';
import type { Item } from './table.ts';

/** The time to live of what is kept for `seconds` from `now` on. */
export const expiry = (now: number, seconds: number) => Math.ceil(now / 1000) + seconds;

/** The smallest id of a prediction that may still wait: ids begin with their time. */
export function oldestKept(now: number): string {
  const since = Math.max(0, now - LIMITS.queuedKeptSeconds * 1000);
  return encodeTime(since, 10) + '0'.repeat(16);
}

/** Claimed by a replay or free; the lease says which. */
function statusOf(item: Item, now: number): ParkedPrediction['status'] {
  if (item.status === 'succeeded' || item.status === 'failed') return item.status;
  return typeof item.leaseUntil === 'number' && item.leaseUntil > now ? 'running' : 'queued';
}

/** A prediction out of its item, without an answer that is kept elsewhere; `running` while a replay holds the lease. */
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

/** The answer of a prediction as it was kept, or, when it is lost, that it is. */
export function answerOf(
  text: string | undefined,
): Pick<ParkedPrediction, 'status' | 'output' | 'error'> {
  if (text !== undefined) return { status: 'succeeded', output: JSON.parse(text) as unknown };
  const detail = 'The model answered, but what was kept of it is gone. Ask again.';
  return { status: 'failed', error: problem('prediction_lost', detail) };
}
