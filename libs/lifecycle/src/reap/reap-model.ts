import { CloudError } from '../cloud-error.ts';
import { countAwake } from '../cost/count-awake.ts';
import { idleDecision, provenIdle, usedUnrecorded, type ReapOptions } from './idle-decision.ts';
import type { EndpointDescription, ReaperPorts } from '../ports.ts';
import { reapBlind } from './reap-blind.ts';
import { isSettled, reapStep, type ReapSight } from './reap-step.ts';
import { standingOf } from '../standing.ts';
import { usageOf } from './usage.ts';
import { NEVER_WOKEN } from '../wake/wake-record.ts';
import { advance } from '../wake/wake.ts';

export type Decision = 'absent' | 'kept' | 'deleted' | 'not_known';

/** What was decided about one model, and why. */
export interface Verdict {
  readonly decision: Decision;
  readonly why: string;
  /** Whether the schedule must stay enabled for this model. */
  readonly needed: boolean;
  /** Why the reaper could not read everything. It fails the run, so that the function's error metric shows it. */
  readonly error?: unknown;
}

const kept = (why: string): Verdict => ({ decision: 'kept', why, needed: true });

/**
 * Deletes the endpoint of one model when it is idle or broken.
 * @throws CloudError
 */
export async function reapModel(
  ports: ReaperPorts,
  model: string,
  options: ReapOptions,
): Promise<Verdict> {
  const seenAt = ports.clock.now();
  const endpoint = await ports.endpoint.describe(model);
  await countAwake(ports, model, endpoint, seenAt);
  let verdict: Verdict;
  try {
    verdict = await reapSeen(ports, model, await remembered(ports, model, endpoint), options);
  } catch (error) {
    if (!endpoint || !mayBeStopped(endpoint) || isOf('SageMaker', error)) throw error;
    return reapBlind(ports, model, endpoint, options, error);
  }
  if (endpoint && verdict.decision === 'kept') await ports.blindMark.clear(model);
  return verdict;
}

const isOf = (service: string, error: unknown) =>
  error instanceof CloudError && error.service === service;

/** Whether SageMaker can delete the endpoint now. */
const mayBeStopped = (endpoint: EndpointDescription) =>
  standingOf(endpoint) === 'broken' || isSettled(endpoint);

async function remembered(
  { store, clock }: ReaperPorts,
  model: string,
  endpoint: EndpointDescription | undefined,
): Promise<ReapSight> {
  const [{ record: wake = NEVER_WOKEN }, queued] = await Promise.all([
    store.readWake(model),
    store.countQueued(model, clock.now()),
  ]);
  return { wake, endpoint, queued };
}

async function reapSeen(
  ports: ReaperPorts,
  model: string,
  sight: ReapSight,
  options: ReapOptions,
): Promise<Verdict> {
  const { endpoint } = sight;
  const next = reapStep(sight, ports.clock.now());
  switch (next.step) {
    case 'rest':
      return next;
    case 'hanging':
      ports.log('error', 'endpoint_hanging', {
        model,
        status: endpoint?.status,
        minutes: next.minutes,
      });
      return kept(next.why);
    case 'advance':
      if (next.decision === 'deleted') reportBroken(ports, model, endpoint);
      await advance(ports, model);
      return { ...next, needed: true };
    case 'clear':
      reportBroken(ports, model, endpoint);
      await ports.endpoint.delete(model);
      return { decision: 'deleted', why: next.why, needed: true };
    case 'judge':
      return endpoint ? reapIdle(ports, model, endpoint, options) : kept('it no longer exists');
  }
}

function reportBroken(
  { log }: ReaperPorts,
  model: string,
  endpoint: EndpointDescription | undefined,
): void {
  log('error', 'endpoint_broken', {
    model,
    status: endpoint?.status,
    cause: endpoint?.failureReason,
  });
}

async function reapIdle(
  ports: ReaperPorts,
  model: string,
  found: EndpointDescription,
  options: ReapOptions,
): Promise<Verdict> {
  const { endpoint, store, clock } = ports;
  const activity = await store.readActivity(model);
  const now = clock.now();
  const decision = idleDecision(activity, found, now, options);
  if (decision === 'assume' || activity.kind !== 'used') {
    await store.assumeActivity(model, now);
    return kept('its last use is unknown: counting from now');
  }
  if (decision === 'keep') return kept('it was used within the idle time');
  const usage = await usageOf(ports, model, now - options.idleSeconds * 1000);
  if (decision === 'ask_usage' && !provenIdle(usage, found, now, options)) {
    return kept(
      `the record of its last use was lost; according to its metrics it is ${usage.kind}`,
    );
  }
  if (usedUnrecorded(usage, activity.lastUsedAt, now, options)) {
    return kept('its metrics show a use within the idle time that its record does not have');
  }
  if (!(await store.condemn(model, activity.lastUsedAt, now))) {
    return kept('it was used just now');
  }
  const outcome = await endpoint.delete(model);
  if (outcome === 'in-progress') return kept('SageMaker is changing it');
  return { decision: 'deleted', why: 'idle', needed: outcome === 'deleting' };
}
