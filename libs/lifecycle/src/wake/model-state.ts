import {
  byAlwaysOn,
  byAsync,
  endpointOf,
  LIMITS,
  type DeployedEndpoint,
  type DeployedModel,
  type ModelState,
  type WakePhase,
} from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { asyncState } from './async-state.ts';
import { publicReason } from '../endpoint/reason.ts';
import { modelRetired } from '../endpoint/refusal.ts';
import type { Activity } from '../endpoint/ports.ts';
import { countQueued } from '../queue/queue.ts';
import type { Standing } from '../endpoint/standing.ts';
import type { WakePorts } from './ports.ts';
import { reconcile, type Sight } from './reconcile.ts';
import { estimateSeconds } from './wake-record.ts';

const PHASES: Readonly<Record<Exclude<Standing, 'serving'>, WakePhase>> = {
  absent: 'requested',
  starting: 'creating',
  leaving: 'clearing',
  broken: 'clearing',
};

/**
 * The state as a caller sees it.
 * @param sight of the model's endpoint; undefined when it has none
 */
export function stateOf(model: DeployedModel, sight: Sight | undefined, now: number): ModelState {
  const answersFrom = sight?.standing === 'serving' ? 'endpoint' : byAlwaysOn(model)?.serving.mode;
  return {
    ...(sight ? endpointState(sight, now) : { status: 'ready' }),
    ...(answersFrom === undefined ? {} : { answersFrom }),
  };
}

function endpointState(sight: Sight, now: number): ModelState {
  const { wake, standing, found, queued } = sight;
  const some = queued > 0 ? { queued } : {};
  if (standing === 'serving') return { status: 'awake', ...some };
  if (wake.status === 'retired') {
    return { status: 'failed', reason: modelRetired().message, ...some };
  }
  if (wake.status === 'open' || standing === 'starting') {
    const since = wake.status === 'open' ? wake.requestedAt : (found?.createdAt ?? now);
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
    const reason = publicReason(found?.failureReason ?? `The endpoint is ${found?.status}.`);
    return { status: 'failed', reason, ...some };
  }
  return { status: 'asleep', ...some };
}

/** The state of a model as a caller sees it; `unknown` instead of an error when an AWS call fails. */
export async function observe(ports: WakePorts, model: DeployedModel): Promise<ModelState> {
  const endpoint = endpointOf(model);
  const [state, activity] = await Promise.all([
    currentState(ports, model, endpoint),
    endpoint ? lastUse(ports, endpoint) : ({ kind: 'missing' } as const),
  ]);
  const used = activity.kind === 'used' ? new Date(activity.lastUsedAt).toISOString() : undefined;
  return { ...state, ...(used ? { lastUsedAt: used } : {}) };
}

async function currentState(
  ports: WakePorts,
  model: DeployedModel,
  endpoint: DeployedEndpoint | undefined,
): Promise<ModelState> {
  try {
    const asynchronous = model.serving.mode === 'async' ? byAsync(model) : undefined;
    if (asynchronous) return await asyncState(ports, asynchronous);
    if (endpoint) return stateOf(model, await reconcile(ports, endpoint), ports.clock.now());
    const queued = await countQueued(ports, [model.name]);
    const state = stateOf(model, undefined, ports.clock.now());
    return queued > 0 ? { ...state, queued } : state;
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    const level = error.transient ? 'warn' : 'error';
    const which = endpoint ? { endpoint: endpoint.key } : { model: model.name };
    ports.log(level, 'state_not_known', { ...which, cause: error.message });
    return { status: 'unknown' };
  }
}

/** The last use. It is only displayed, so an error counts as missing. */
async function lastUse({ activity, log }: WakePorts, { key }: DeployedEndpoint): Promise<Activity> {
  try {
    return await activity.readActivity(key);
  } catch (error) {
    log('warn', 'activity_not_read', { endpoint: key, cause: String(error) });
    return { kind: 'missing' };
  }
}

/** How long a caller should wait before its next poll, in seconds: half of the remaining wake, within the limits. */
export function retryAfterSeconds(state: ModelState | undefined): number {
  const { least, most, unknown } = LIMITS.retryAfterSeconds;
  if (state?.status === 'awake' || state?.status === 'ready') return least;
  const { elapsedSeconds, estimateSeconds: estimate } = state ?? {};
  if (elapsedSeconds === undefined || estimate === undefined) return unknown;
  const left = estimate - elapsedSeconds;
  return left > 0 ? Math.min(most, Math.max(least, Math.ceil(left / 2))) : unknown;
}
