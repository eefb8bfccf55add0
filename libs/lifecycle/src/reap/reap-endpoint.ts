import type { DeployedEndpoint } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { countAwake } from '../cost/count-awake.ts';
import { idleDecision, provenIdle, usedUnrecorded, type IdleOptions } from './idle-decision.ts';
import type { EndpointDescription } from '../endpoint/ports.ts';
import type { ReapPorts } from './ports.ts';
import { reapBlind } from './reap-blind.ts';
import { isTooDear } from './too-dear.ts';
import { isSettled, reapStep, type ReapSight } from './reap-step.ts';
import { standingOf } from '../endpoint/standing.ts';
import { usageOf } from './usage.ts';
import { countQueued } from '../queue/queue.ts';
import { NEVER_WOKEN } from '../wake/wake-record.ts';
import { advance } from '../wake/wake.ts';

export type Decision = 'absent' | 'kept' | 'deleted' | 'not_known';

/** What was decided about one endpoint, and why. */
export interface Verdict {
  readonly decision: Decision;
  readonly why: string;
  /** Whether the schedule must stay enabled for this endpoint. */
  readonly needed: boolean;
  /** Why the reaper could not read everything. It fails the run, so that the function's error metric shows it. */
  readonly error?: unknown;
}

export interface JudgeOptions extends IdleOptions {
  /** Whether functions serve all of its models in mode `auto`: then it may also be deleted for its price. */
  readonly auto: boolean;
}

const kept = (why: string): Verdict => ({ decision: 'kept', why, needed: true });

/**
 * Deletes one endpoint when it is idle or broken.
 * @throws CloudError
 */
export async function reapEndpoint(
  ports: ReapPorts,
  endpoint: DeployedEndpoint,
  options: JudgeOptions,
): Promise<Verdict> {
  const seenAt = ports.clock.now();
  const found = await ports.endpoints.describe(endpoint);
  await countAwake(ports, endpoint, found, seenAt);
  let verdict: Verdict;
  try {
    verdict = await reapSeen(ports, endpoint, await remembered(ports, endpoint, found), options);
  } catch (error) {
    if (!found || !mayBeStopped(found) || isOf('SageMaker', error)) throw error;
    return reapBlind(ports, endpoint, found, options, error);
  }
  if (found && verdict.decision === 'kept') await ports.blindMark.clear(endpoint);
  return verdict;
}

const isOf = (service: string, error: unknown) =>
  error instanceof CloudError && error.service === service;

/** Whether SageMaker can delete the endpoint now. */
const mayBeStopped = (found: EndpointDescription) =>
  standingOf(found) === 'broken' || isSettled(found);

async function remembered(
  ports: ReapPorts,
  endpoint: DeployedEndpoint,
  found: EndpointDescription | undefined,
): Promise<ReapSight> {
  const [{ record: wake = NEVER_WOKEN }, queued] = await Promise.all([
    ports.wakes.readWake(endpoint.key),
    countQueued(ports, endpoint.models),
  ]);
  return { wake, found, queued };
}

async function reapSeen(
  ports: ReapPorts,
  endpoint: DeployedEndpoint,
  sight: ReapSight,
  options: JudgeOptions,
): Promise<Verdict> {
  const { found } = sight;
  const next = reapStep(sight, ports.clock.now());
  switch (next.step) {
    case 'rest':
      return next;
    case 'hanging': {
      const { minutes, why } = next;
      const status = found?.status;
      ports.log('error', 'endpoint_hanging', { endpoint: endpoint.key, status, minutes });
      return kept(why);
    }
    case 'advance':
      if (next.decision === 'deleted') reportBroken(ports, endpoint, found);
      await advance(ports, endpoint);
      return { ...next, needed: true };
    case 'clear':
      reportBroken(ports, endpoint, found);
      await ports.endpoints.delete(endpoint);
      return { decision: 'deleted', why: next.why, needed: true };
    case 'judge':
      return found ? reapIdle(ports, endpoint, found, options) : kept('it no longer exists');
  }
}

function reportBroken(
  { log }: ReapPorts,
  { key }: DeployedEndpoint,
  found: EndpointDescription | undefined,
): void {
  const { status, failureReason: cause } = found ?? {};
  log('error', 'endpoint_broken', { endpoint: key, status, cause });
}

async function reapIdle(
  ports: ReapPorts,
  endpoint: DeployedEndpoint,
  found: EndpointDescription,
  options: JudgeOptions,
): Promise<Verdict> {
  const { activity, clock } = ports;
  const used = await activity.readActivity(endpoint.key);
  const now = clock.now();
  const decision = idleDecision(used, found, now, options);
  if (decision === 'assume' || used.kind !== 'used') {
    await activity.assumeActivity(endpoint.key, now);
    return kept('its last use is unknown: counting from now');
  }
  if (decision === 'keep') {
    const dear = options.auto && (await isTooDear(ports, endpoint, found, now));
    if (!dear) return kept('it was used within the idle time');
    return deleteUnused(ports, endpoint, used, 'its function is cheaper for this traffic');
  }
  const usage = await usageOf(ports, endpoint, now - options.idleSeconds * 1000);
  if (decision === 'ask_usage' && !provenIdle(usage, found, now, options)) {
    return kept(
      `the record of its last use was lost; according to its metrics it is ${usage.kind}`,
    );
  }
  if (usedUnrecorded(usage, used.lastUsedAt, now, options)) {
    return kept('its metrics show a use within the idle time that its record does not have');
  }
  return deleteUnused(ports, endpoint, used, 'idle');
}

/** Deletes the endpoint unless it was used since `lastUsedAt`. */
async function deleteUnused(
  { endpoints, activity, clock }: ReapPorts,
  endpoint: DeployedEndpoint,
  { lastUsedAt }: { readonly lastUsedAt: number },
  why: string,
): Promise<Verdict> {
  if (!(await activity.condemn(endpoint.key, lastUsedAt, clock.now()))) {
    return kept('it was used just now');
  }
  const outcome = await endpoints.delete(endpoint);
  if (outcome === 'in-progress') return kept('SageMaker is changing it');
  return { decision: 'deleted', why, needed: outcome === 'deleting' };
}
