import { LIMITS } from '@pilotlight/contracts';
import { unusedSince, type ReapOptions } from './idle-decision.ts';
import type { EndpointDescription, ReaperPorts } from '../ports.ts';
import type { Verdict } from './reap-model.ts';
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
  ports: ReaperPorts,
  model: string,
  found: EndpointDescription,
  { idleSeconds }: ReapOptions,
  error: unknown,
): Promise<Verdict> {
  const { clock, log, endpoint } = ports;
  log('warn', 'record_not_read', { model, cause: String(error) });
  const notKnown = (why: string): Verdict => ({ decision: 'not_known', why, needed: true, error });
  const now = clock.now();
  const mostSeconds = idleSeconds + LIMITS.blindSeconds;
  const usage = await usageOf(ports, model, now - mostSeconds * 1000);
  const since =
    usage.kind === 'unknown'
      ? await markedSince(ports, model, found, now)
      : unusedSince(usage, found);
  const seconds = Math.floor((now - since) / 1000);
  const what =
    usage.kind === 'unknown'
      ? 'neither its record nor its metrics can be read, for'
      : 'its record cannot be read, and its metrics show no use for';
  if (seconds <= mostSeconds) {
    if (usage.kind !== 'unknown') await ports.blindMark.clear(model);
    return notKnown(`${what} ${seconds} s; it is stopped after ${mostSeconds} s`);
  }
  const outcome = await endpoint.delete(model);
  log('error', 'endpoint_stopped_unseen', { model, seconds, usage: usage.kind, outcome });
  if (outcome === 'in-progress') return notKnown('SageMaker is changing it');
  return { decision: 'deleted', why: `${what} ${seconds} s`, needed: true, error };
}

/** Since when neither the record nor the metrics can be read, by the mark; marks now when no plausible mark exists. */
async function markedSince(
  { blindMark }: ReaperPorts,
  model: string,
  { createdAt }: EndpointDescription,
  now: number,
): Promise<number> {
  const marked = await blindMark.read(model);
  if (marked !== undefined && createdAt <= marked && marked <= now) return marked;
  await blindMark.write(model, now);
  return now;
}
