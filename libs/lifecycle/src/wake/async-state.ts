import { LIMITS, type AsyncModel, type ModelState } from '@pilotlight/contracts';
import type { Instances } from '../endpoint/ports.ts';
import { countQueued, jobsOf } from '../queue/queue.ts';
import type { WakePorts } from './ports.ts';

/**
 * The state of a model's asynchronous endpoint, and how many jobs are not finished.
 * @throws CloudError
 */
export async function asyncState(
  ports: Pick<WakePorts, 'instances' | 'predictions' | 'clock'>,
  { name, serving }: AsyncModel,
): Promise<ModelState> {
  const [instances, queued] = await Promise.all([
    ports.instances.count(serving.async.endpointName),
    countQueued(ports, [jobsOf(name)]),
  ]);
  return { ...stateOf(instances, ports.clock.now()), ...(queued > 0 ? { queued } : {}) };
}

function stateOf(instances: Instances | undefined, now: number): ModelState {
  if (!instances) return { status: 'failed', reason: 'The endpoint does not exist.' };
  const { status, current, desired, modifiedAt } = instances;
  if (status === 'Failed' || status === 'OutOfService') {
    return { status: 'failed', reason: `The endpoint is ${status}.` };
  }
  if (current > 0) return { status: 'awake', answersFrom: 'async' };
  if (desired === 0 && status !== 'Creating') return { status: 'asleep' };
  return {
    status: 'waking',
    phase: 'creating',
    elapsedSeconds: Math.max(0, Math.round((now - modifiedAt) / 1000)),
    estimateSeconds: LIMITS.firstWakeEstimateSeconds,
  };
}
