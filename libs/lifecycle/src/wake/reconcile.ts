import type { DeployedEndpoint } from '@pilotlight/contracts';
import type { EndpointDescription } from '../endpoint/ports.ts';
import { refusalDocument } from '../endpoint/refusal.ts';
import { standingOf, type Standing } from '../endpoint/standing.ts';
import { countQueued, failDependent } from '../queue/queue.ts';
import type { WakePorts } from './ports.ts';
import { advance, wake as ask } from './wake.ts';
import type { WakeOutcome } from './wake-lease.ts';
import { NEVER_WOKEN, overdue, type WakeRecord } from './wake-record.ts';
import { wakeRefusal } from './wake-refusal.ts';

/** What is known of an endpoint at one moment. */
export interface Sight {
  readonly wake: WakeRecord;
  readonly standing: Standing;
  readonly found?: EndpointDescription;
  /** Number of predictions that wait for the endpoint, of all its models. */
  readonly queued: number;
}

/**
 * Reads an endpoint's state and advances what is stuck by one step: an open wake that nobody works on, parked
 * predictions without a wake. Every poll and every sweep calls this, so that progress depends on no single event or
 * caller.
 * @throws CloudError
 */
export async function reconcile(ports: WakePorts, endpoint: DeployedEndpoint): Promise<Sight> {
  const { wakes, endpoints, clock } = ports;
  const [{ record: wake = NEVER_WOKEN }, found, queued] = await Promise.all([
    wakes.readWake(endpoint.key),
    endpoints.describe(endpoint).catch((error: unknown) => ({ error })),
    countQueued(ports, endpoint.models),
  ]);
  const late = overdue(wake, clock.now());
  if (found && 'error' in found) {
    // The endpoint's status is unknown; an overdue wake must end all the same.
    if (late) await advance(ports, endpoint);
    throw found.error;
  }
  const standing = standingOf(found);
  const sight = { wake, standing, queued, ...(found ? { found } : {}) };
  if (wake.status === 'open') {
    const known = wake.scheduled && !wake.unsure;
    const stuck = standing === 'starting' ? !known : standing !== 'leaving';
    return stuck || late ? seen(sight, await advance(ports, endpoint)) : sight;
  }
  if (queued === 0 || standing === 'serving') return sight;
  const outcome = await ask(ports, endpoint);
  // Past the ceiling of awake hours, accepted predictions stay queued; after the reset, a sweep wakes the endpoint.
  const refused = outcome.refused ? undefined : wakeRefusal(outcome.wake, clock.now());
  if (refused) await failDependent(ports, endpoint, refusalDocument(refused));
  return seen(sight, outcome);
}

function seen(sight: Sight, { wake, standing }: WakeOutcome): Sight {
  return { ...sight, wake, standing: standing ?? sight.standing };
}
