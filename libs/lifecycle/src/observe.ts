import { LIMITS, type ModelState, type WakePhase } from '@pilotlight/contracts';
import { CloudError } from './cloud-error.ts';
import type { Activity, EndpointDescription, Ports } from './ports.ts';
import { failQueued } from './replay/queue.ts';
import { publicReason } from './reason.ts';
import { modelRetired, refusalDocument, wakeRefusal } from './refusal.ts';
import { standingOf, type Standing } from './standing.ts';
import { advance, wake as ask } from './wake/wake.ts';
import type { WakeOutcome } from './wake/wake-lease.ts';
import { estimateSeconds, NEVER_WOKEN, overdue, type WakeRecord } from './wake/wake-record.ts';

/** What is known of a model at one moment. */
export interface Sight {
  readonly wake: WakeRecord;
  readonly standing: Standing;
  readonly endpoint?: EndpointDescription;
  readonly queued: number;
}

/**
 * Reads a model's state and advances what is stuck by one step: an open wake that nobody works on, parked predictions
 * without a wake. Every poll and every sweep calls this, so that progress depends on no single event or caller.
 * @throws CloudError
 */
export async function look(ports: Ports, model: string): Promise<Sight> {
  const { store, clock } = ports;
  const [{ record: wake = NEVER_WOKEN }, described, queued] = await Promise.all([
    store.readWake(model),
    ports.endpoint.describe(model).catch((error: unknown) => ({ error })),
    store.countQueued(model, clock.now()),
  ]);
  const late = overdue(wake, clock.now());
  if (described && 'error' in described) {
    // The endpoint's status is unknown; an overdue wake must end all the same.
    if (late) await advance(ports, model);
    throw described.error;
  }
  const endpoint = described;
  const standing = standingOf(endpoint);
  const sight = { wake, standing, queued, ...(endpoint ? { endpoint } : {}) };
  if (wake.status === 'open') {
    const known = wake.scheduled && !wake.unsure;
    const stuck = standing === 'starting' ? !known : standing !== 'leaving';
    return stuck || late ? seen(sight, await advance(ports, model)) : sight;
  }
  if (queued === 0 || standing === 'serving') return sight;
  const outcome = await ask(ports, model);
  // Past the ceiling of awake hours, accepted predictions stay queued; after the reset, a sweep wakes the endpoint.
  const refused = outcome.refused ? undefined : wakeRefusal(outcome.wake, clock.now());
  if (refused) await failQueued(ports, model, refusalDocument(refused));
  return seen(sight, outcome);
}

function seen(sight: Sight, { wake, standing }: WakeOutcome): Sight {
  return { ...sight, wake, standing: standing ?? sight.standing };
}

const PHASES: Readonly<Record<Exclude<Standing, 'serving'>, WakePhase>> = {
  absent: 'requested',
  starting: 'creating',
  leaving: 'clearing',
  broken: 'clearing',
};

/** The state as a caller sees it. */
export function stateOf(sight: Sight, now: number): ModelState {
  const { wake, standing, endpoint, queued } = sight;
  const some = queued > 0 ? { queued } : {};
  if (standing === 'serving') return { status: 'awake', ...some };
  if (wake.status === 'retired') {
    return { status: 'failed', reason: modelRetired().message, ...some };
  }
  if (wake.status === 'open' || standing === 'starting') {
    const since = wake.status === 'open' ? wake.requestedAt : (endpoint?.createdAt ?? now);
    return {
      status: 'waking',
      phase: PHASES[standing],
      elapsedSeconds: Math.max(0, Math.round((now - since) / 100) / 10),
      estimateSeconds: Math.round(estimateSeconds(wake) * 10) / 10,
      ...some,
    };
  }
  if (wake.status === 'failed') {
    return { status: 'failed', ...(wake.reason ? { reason: wake.reason } : {}), ...some };
  }
  if (standing === 'broken') {
    const reason = publicReason(endpoint?.failureReason ?? `The endpoint is ${endpoint?.status}.`);
    return { status: 'failed', reason, ...some };
  }
  return { status: 'asleep', ...some };
}

/** The state of a model as a caller sees it; `unknown` instead of an error when an AWS call fails. */
export async function observe(ports: Ports, model: string): Promise<ModelState> {
  const [state, activity] = await Promise.all([currentState(ports, model), lastUse(ports, model)]);
  const used = activity.kind === 'used' ? new Date(activity.lastUsedAt).toISOString() : undefined;
  return { ...state, ...(used ? { lastUsedAt: used } : {}) };
}

async function currentState(ports: Ports, model: string): Promise<ModelState> {
  try {
    return stateOf(await look(ports, model), ports.clock.now());
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const level = error.transient ? 'warn' : 'error';
    ports.log(level, 'state_not_known', { model, cause: error.message });
    return { status: 'unknown' };
  }
}

/** The last use. It is only displayed, so an error counts as missing. */
async function lastUse({ store, log }: Ports, model: string): Promise<Activity> {
  try {
    return await store.readActivity(model);
  } catch (error) {
    log('warn', 'activity_not_read', { model, cause: String(error) });
    return { kind: 'missing' };
  }
}

/** How long a caller should wait before its next poll, in seconds: half of the remaining wake, within the limits. */
export function retryAfterSeconds(state: ModelState | undefined): number {
  const { least, most, unknown } = LIMITS.retryAfterSeconds;
  if (state?.status === 'awake') return least;
  const { elapsedSeconds, estimateSeconds: estimate } = state ?? {};
  if (elapsedSeconds === undefined || estimate === undefined) return unknown;
  const left = estimate - elapsedSeconds;
  return left > 0 ? Math.min(most, Math.max(least, Math.ceil(left / 2))) : unknown;
}
