import { LIMITS } from '@pilotlight/contracts';
import { provenIdle, type ReapOptions } from './idle-decision.ts';
import type { EndpointDescription, ReaperPorts } from '../ports.ts';
import type { Verdict } from './reap-model.ts';
import { usageOf } from './usage.ts';

/**
 * Decides about an endpoint in service while the table can't be read. Used within the idle time by SageMaker's own
 * metrics, it is kept. Otherwise it is kept for `LIMITS.blindLooks` looks, since the metrics are late, and then
 * stopped: an endpoint that nobody can tell about must not run for ever. What is asked meanwhile is lost to nobody:
 * it is answered, or refused while it is asked.
 */
export async function reapBlind(
  ports: ReaperPorts,
  model: string,
  found: EndpointDescription,
  options: ReapOptions,
  error: unknown,
): Promise<Verdict> {
  const { clock, log, blindLooks, endpoint } = ports;
  const now = clock.now();
  const usage = await usageOf(ports, model, now - options.idleSeconds * 1000);
  const inUse = usage.kind !== 'unknown' && !provenIdle(usage, found, now, options);
  if (inUse) {
    blindLooks.clear(model);
    const why = 'its record cannot be read, and by its metrics it is in use';
    return { decision: 'not_known', why, needed: true, error };
  }
  const looks = blindLooks.add(model);
  if (looks < LIMITS.blindLooks) {
    const why = `its record cannot be read, and by its metrics it is ${usage.kind}: look ${looks} of ${LIMITS.blindLooks}`;
    return { decision: 'not_known', why, needed: true, error };
  }
  const outcome = await endpoint.delete(model);
  log('error', 'endpoint_stopped_unseen', { model, looks, usage: usage.kind, outcome });
  const why = `nobody could tell when it was last used, ${looks} times`;
  return { decision: 'deleted', why, needed: true, error };
}
