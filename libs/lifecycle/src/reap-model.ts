import { LIMITS } from '@pilotlight/contracts';
import { idleDecision, type ReapOptions } from './idle-decision.ts';
import type { EndpointDescription, Ports } from './ports.ts';
import { standingOf } from './standing.ts';
import { NEVER_WOKEN } from './wake-record.ts';
import { advance } from './wake.ts';

export type Decision = 'absent' | 'kept' | 'deleted' | 'not_known';

/** What was decided about one model, and why. */
export interface Verdict {
  readonly decision: Decision;
  readonly why: string;
  /** Whether the schedule must go on for this model. */
  readonly needed: boolean;
}

const kept = (why: string): Verdict => ({ decision: 'kept', why, needed: true });

/**
 * Deletes the endpoint of one model when it is idle or broken.
 * @throws CloudError
 */
export async function reapModel(
  ports: Ports,
  model: string,
  options: ReapOptions,
): Promise<Verdict> {
  const { endpoint, store, clock } = ports;
  const now = clock.now();
  const [{ record: wake = NEVER_WOKEN }, found, queued] = await Promise.all([
    store.readWake(model),
    endpoint.describe(model),
    store.countQueued(model, now),
  ]);
  if (!found) {
    const needed = wake.status === 'open' || queued > 0;
    return { decision: 'absent', why: needed ? 'it is being woken' : 'asleep', needed };
  }
  switch (standingOf(found)) {
    case 'absent':
    case 'leaving':
      return kept('it is being deleted');
    case 'starting':
      return inTransition(ports, model, found);
    case 'broken':
      // An open wake counts the failure, tells the reason to those who wait, and deletes.
      if (wake.status === 'open') await advance(ports, model);
      else await endpoint.delete(model);
      ports.log('error', 'endpoint_broken', {
        model,
        status: found.status,
        cause: found.failureReason,
      });
      return { decision: 'deleted', why: `it is ${found.status}`, needed: true };
    case 'serving':
      break;
  }
  if (found.status !== 'InService' && found.status !== 'UpdateRollbackFailed') {
    return inTransition(ports, model, found);
  }
  if (wake.status === 'open') {
    await advance(ports, model);
    return kept('it has just come into service');
  }
  if (queued > 0) return kept(`${queued} predictions wait for it`);
  return reapIdle(ports, model, found, options);
}

/** SageMaker deletes nothing that is on its way; one that stays on its way costs money and nobody sees it. */
function inTransition({ clock, log }: Ports, model: string, found: EndpointDescription): Verdict {
  const minutes = Math.floor((clock.now() - Math.max(found.createdAt, found.modifiedAt)) / 60_000);
  if (minutes >= LIMITS.creatingMinutes) {
    log('error', 'endpoint_hanging', { model, status: found.status, minutes });
    return kept(
      `it hangs in ${found.status} since ${minutes} minutes; SageMaker can't delete it meanwhile`,
    );
  }
  return kept(`it is ${found.status}`);
}

async function reapIdle(
  { endpoint, store, clock }: Ports,
  model: string,
  found: EndpointDescription,
  options: ReapOptions,
): Promise<Verdict> {
  const activity = await store.readActivity(model);
  const now = clock.now();
  const decision = idleDecision(activity, found, now, options);
  if (decision === 'begin_to_count' || activity.kind !== 'used') {
    await store.resetActivity(model, now);
    return kept('when it was last used is not known: counting from now');
  }
  if (decision === 'keep') return kept('it was used within the idle time');
  if (!(await store.condemn(model, activity.lastUsedAt, now))) {
    return kept('it was used just now');
  }
  const outcome = await endpoint.delete(model);
  if (outcome === 'in-progress') return kept('SageMaker is changing it');
  return { decision: 'deleted', why: 'idle', needed: outcome === 'deleting' };
}
