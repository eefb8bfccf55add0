import {
  endpointOf,
  endpointsOf,
  LIMITS,
  type DeployedEndpoint,
  type DeployedModel,
} from '@pilotlight/contracts';
import { countQueued, jobsOf } from '../queue/queue.ts';
import type { ReapPorts } from './ports.ts';
import { reapEndpoint, type Verdict } from './reap-endpoint.ts';
import { hasJustScheduled } from '../wake/schedule-sweep.ts';
import { awaited, NEVER_WOKEN } from '../wake/wake-record.ts';

export interface Reaped extends Omit<Verdict, 'error'> {
  /** The endpoint's key. */
  readonly endpoint: string;
}

export interface ReapOptions {
  /** How much later than its record the last use may be. */
  readonly activityIntervalSeconds: number;
  /** Whether an earlier run for the same event has failed. Default: no. */
  readonly retried?: boolean;
}

/**
 * One run of the reaper: deletes idle and broken endpoints, and enables the schedule, or disables it when neither an
 * endpoint nor a queued prediction needs it. A retry never disables it.
 * @param models all models of the deployment
 * @throws AggregateError after all endpoints were checked, when one could not be decided about; its endpoint is kept, or
 * stopped by `reapBlind`
 */
export async function reap(
  ports: ReapPorts,
  models: readonly DeployedModel[],
  { activityIntervalSeconds, retried = false }: ReapOptions,
): Promise<Reaped[]> {
  const { log } = ports;
  // The failed run may have disabled the schedule and died before its second check.
  if (retried) await enableForSure(ports);
  const errors: unknown[] = [];
  const decide = async (endpoint: DeployedEndpoint): Promise<Reaped> => {
    const idleSeconds = endpoint.idleMinutes * 60;
    try {
      const { error, ...verdict } = await reapEndpoint(ports, endpoint, {
        idleSeconds,
        activityIntervalSeconds,
        auto: isAuto(models, endpoint),
      });
      if (error !== undefined) errors.push(error);
      return { endpoint: endpoint.key, ...verdict };
    } catch (error) {
      errors.push(error);
      return { endpoint: endpoint.key, decision: 'not_known', why: String(error), needed: true };
    }
  };
  // In parallel, so that one slow endpoint does not delay the others.
  const reaped = await Promise.all(endpointsOf(models).map(decide));
  for (const result of reaped) {
    log(result.decision === 'not_known' ? 'error' : 'info', 'reaped', { ...result });
  }
  const waiting = await queueNeeds(ports, models).catch((error: unknown) => {
    errors.push(error);
    return true;
  });
  if (waiting || reaped.some(({ needed }) => needed)) await enableForSure(ports);
  // Not in a retry: the last one might die after disabling, without a second check. The next event disables it.
  else if (!retried) await stopSchedule(ports, models);
  if (errors.length > 0) {
    throw new AggregateError(errors, errors.map(String).join('\n'));
  }
  return reaped;
}

/** A wake may open at the same time: so check for one after disabling. A wake also enables the rule after it opens. */
async function stopSchedule(ports: ReapPorts, models: readonly DeployedModel[]): Promise<void> {
  let needed = true;
  try {
    // Inside the `try`: a call that fails may have taken effect.
    await ports.schedule.disable();
    const looks = [
      ...endpointsOf(models).map((endpoint) => isNeeded(ports, endpoint)),
      queueNeeds(ports, models),
    ];
    needed = (await Promise.all(looks)).some(Boolean);
  } finally {
    if (needed) await enableForSure(ports);
    ports.log('info', needed ? 'schedule_kept' : 'schedule_disabled');
  }
}

/** Whether a job is unfinished, or a prediction may be queued that no wake brings on. */
async function queueNeeds(ports: ReapPorts, models: readonly DeployedModel[]): Promise<boolean> {
  const alone = models.filter((model) => endpointOf(model) === undefined);
  const queues = [...alone.map(nameOf), ...models.map(({ name }) => jobsOf(name))];
  const needs = await Promise.all([
    countQueued(ports, queues).then((queued) => queued > 0),
    ...models.map(({ name }) => hasJustScheduled(ports, name)),
  ]);
  return needs.some(Boolean);
}

const nameOf = ({ name }: DeployedModel) => name;

/** Whether every model of the endpoint is in mode `auto`. */
const isAuto = (models: readonly DeployedModel[], { key }: DeployedEndpoint) =>
  models.every((model) => endpointOf(model)?.key !== key || model.serving.mode === 'auto');

/**
 * More than one try: Lambda retries a failed event only twice.
 * @throws CloudError of the last try
 */
async function enableForSure({ schedule, clock }: ReapPorts): Promise<void> {
  for (let left = LIMITS.scheduleEnableTries - 1; left > 0; left--) {
    try {
      return await schedule.enable();
    } catch {
      await clock.sleep(LIMITS.scheduleEnableRetrySeconds * 1000);
    }
  }
  await schedule.enable();
}

async function isNeeded(ports: ReapPorts, endpoint: DeployedEndpoint): Promise<boolean> {
  const [{ record = NEVER_WOKEN }, found, queued] = await Promise.all([
    ports.wakes.readWake(endpoint.key),
    ports.endpoints.describe(endpoint),
    countQueued(ports, endpoint.models),
  ]);
  return awaited(record, ports.clock.now()) || found !== undefined || queued > 0;
}
