import { LIMITS } from '@pilotlight/contracts';
import type { EndpointDescription } from '../endpoint/ports.ts';
import { standingOf } from '../endpoint/standing.ts';
import { awaited, type WakeRecord } from '../wake/wake-record.ts';

/** What the reaper reads of an endpoint before it reads the last use. */
export interface ReapSight {
  readonly wake: WakeRecord;
  readonly found: EndpointDescription | undefined;
  /** Number of predictions without an answer. */
  readonly queued: number;
}

/**
 * - `rest`: nothing to do; `needed` says whether the schedule must stay enabled
 * - `hanging`: in transition for so long that an operator should check it
 * - `advance`: the open wake is advanced: it completes, or counts the failure and deletes the endpoint
 * - `clear`: broken without an open wake: it is deleted
 * - `judge`: in service, and no prediction is queued: its last use decides
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

/** What to do about one endpoint, judging by its wake, its description and its queues. */
export function reapStep({ wake, found, queued }: ReapSight, now: number): ReapStep {
  const open = wake.status === 'open';
  if (!found) {
    const needed = awaited(wake, now) || queued > 0;
    const why = needed ? 'it is being woken' : 'asleep';
    return { step: 'rest', decision: 'absent', why, needed };
  }
  const { status } = found;
  switch (standingOf(found)) {
    case 'absent':
    case 'leaving':
      return kept('it is being deleted');
    case 'starting':
      return inTransition(found, now);
    case 'broken':
      return open
        ? { step: 'advance', decision: 'deleted', why: `it is ${status}` }
        : { step: 'clear', why: `it is ${status}` };
    case 'serving':
      break;
  }
  if (!isSettled(found)) return inTransition(found, now);
  if (open) return { step: 'advance', decision: 'kept', why: 'it has just come into service' };
  return queued > 0 ? kept(`${queued} predictions wait for it`) : { step: 'judge' };
}

/** Whether the endpoint serves and SageMaker is not changing it. */
export const isSettled = ({ status }: EndpointDescription) =>
  status === 'InService' || status === 'UpdateRollbackFailed';

/** SageMaker cannot delete an endpoint in transition. One that stays so costs money unnoticed: it is reported. */
function inTransition({ status, createdAt, modifiedAt }: EndpointDescription, now: number) {
  const minutes = Math.floor((now - Math.max(createdAt, modifiedAt)) / 60_000);
  if (minutes < LIMITS.creatingMinutes) return kept(`it is ${status}`);
  const why = `it has been ${status} for ${minutes} minutes; SageMaker cannot delete it meanwhile`;
  return { step: 'hanging', why, minutes } as const;
}
