import { LIMITS, type DeployedEndpoint } from '@pilotlight/contracts';
import { unusedSince, type IdleOptions } from './idle-decision.ts';
import type { EndpointDescription } from '../endpoint/ports.ts';
import type { ReapPorts } from './ports.ts';
import type { Verdict } from './reap-endpoint.ts';
import { usageOf } from './usage.ts';

/**
 * Decides about an endpoint while its record cannot be read. It must not run without limit, so it is stopped when for
 * its idle time plus `LIMITS.blindSeconds`
 * - SageMaker's metrics show no use (a reaper that can read the record deletes it much earlier);
 * - or the metrics could not be read either.
 *
 * Nothing is counted in memory, since each run may be in a new instance: the time comes from the metrics and the
 * endpoint, or from a mark on the endpoint. No request is lost meanwhile: each is answered, or refused at once.
 */
export async function reapBlind(
  ports: ReapPorts,
  endpoint: DeployedEndpoint,
  found: EndpointDescription,
  { idleSeconds }: IdleOptions,
  error: unknown,
): Promise<Verdict> {
  const { clock, log, endpoints } = ports;
  log('warn', 'record_not_read', { endpoint: endpoint.key, cause: String(error) });
  const notKnown = (why: string): Verdict => ({ decision: 'not_known', why, needed: true, error });
  const now = clock.now();
  const mostSeconds = idleSeconds + LIMITS.blindSeconds;
  const usage = await usageOf(ports, endpoint, now - mostSeconds * 1000);
  const since =
    usage.kind === 'unknown'
      ? await markedSince(ports, endpoint, found, now)
      : unusedSince(usage, found);
  const seconds = Math.floor((now - since) / 1000);
  const what =
    usage.kind === 'unknown'
      ? 'neither its record nor its metrics can be read, for'
      : 'its record cannot be read, and its metrics show no use for';
  if (seconds <= mostSeconds) {
    if (usage.kind !== 'unknown') await ports.blindMark.clear(endpoint);
    return notKnown(`${what} ${seconds} s; it is stopped after ${mostSeconds} s`);
  }
  const outcome = await endpoints.delete(endpoint);
  log('error', 'endpoint_stopped_unseen', {
    endpoint: endpoint.key,
    seconds,
    usage: usage.kind,
    outcome,
  });
  if (outcome === 'in-progress') return notKnown('SageMaker is changing it');
  return { decision: 'deleted', why: `${what} ${seconds} s`, needed: true, error };
}

/** Since when neither the record nor the metrics can be read, by the mark; marks now when no plausible mark exists. */
async function markedSince(
  { blindMark }: ReapPorts,
  endpoint: DeployedEndpoint,
  { createdAt }: EndpointDescription,
  now: number,
): Promise<number> {
  const marked = await blindMark.read(endpoint);
  if (marked !== undefined && createdAt <= marked && marked <= now) return marked;
  await blindMark.write(endpoint, now);
  return now;
}
