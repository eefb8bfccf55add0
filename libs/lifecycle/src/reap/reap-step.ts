import { LIMITS } from '@pilotlight/contracts';
import type { EndpointDescription } from '../ports.ts';
import { standingOf } from '../standing.ts';
import { awaited, type WakeRecord } from '../wake/wake-record.ts';

/** What the reaper reads of a model before it asks when the endpoint was last used. */
export interface ReapSight {
  readonly wake: WakeRecord;
  readonly endpoint: EndpointDescription | undefined;
  /** Predictions that wait. */
  readonly queued: number;
}

/**
 * - `rest`: nothing to do; `needed` says whether the schedule must go on
 * - `hanging`: on its way for so long that somebody should look
 * - `advance`: an open wake is taken on; it completes, or counts the failure and deletes
 * - `clear`: broken, and no wake to tell: it is deleted
 * - `judge`: in service and not waited for: its last use decides
 */
export type ReapStep =
  | {
      readonly step: 'rest';
      readonly decision: 'absent' | 'kept';
      readonly why: string;
      readonly needed: boolean;
    }
  | { readonly step: 'hanging'; readonly why: string; readonly minutes: number }
  | { readonly step: 'advance'; readonly decision: 'kept' | 'deleted'; readonly why: string }
  | { readonly step: 'clear'; readonly why: string }
  | { readonly step: 'judge' };

const kept = (why: string): ReapStep => ({ step: 'rest', decision: 'kept', why, needed: true });

/** What to do about one model, as far as its wake, its endpoint and its queue tell. */
export function reapStep({ wake, endpoint, queued }: ReapSight, now: number): ReapStep {
  const open = wake.status === 'open';
  if (!endpoint) {
    const needed = awaited(wake, now) || queued > 0;
    const why = needed ? 'it is being woken' : 'asleep';
    return { step: 'rest', decision: 'absent', why, needed };
  }
  const { status } = endpoint;
  switch (standingOf(endpoint)) {
    case 'absent':
    case 'leaving':
      return kept('it is being deleted');
    case 'starting':
      return inTransition(endpoint, now);
    case 'broken':
      return open
        ? { step: 'advance', decision: 'deleted', why: `it is ${status}` }
        : { step: 'clear', why: `it is ${status}` };
    case 'serving':
      break;
  }
  if (!isSettled(endpoint)) return inTransition(endpoint, now);
  if (open) return { step: 'advance', decision: 'kept', why: 'it has just come into service' };
  return queued > 0 ? kept(`${queued} predictions wait for it`) : { step: 'judge' };
}

/** Whether it serves and SageMaker is not at work on it. */
export const isSettled = ({ status }: EndpointDescription) =>
  status === 'InService' || status === 'UpdateRollbackFailed';

/** SageMaker deletes nothing that is on its way; one that stays on its way costs money and nobody sees it. */
function inTransition({ status, createdAt, modifiedAt }: EndpointDescription, now: number) {
  const minutes = Math.floor((now - Math.max(createdAt, modifiedAt)) / 60_000);
  if (minutes < LIMITS.creatingMinutes) return kept(`it is ${status}`);
  const why = `it hangs in ${status} since ${minutes} minutes; SageMaker can't delete it meanwhile`;
  return { step: 'hanging', why, minutes } as const;
}
