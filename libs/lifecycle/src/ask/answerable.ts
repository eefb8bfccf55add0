import { byAlwaysOn, byEndpoint, type DeployedModel } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import type { Sight } from '../wake/reconcile.ts';
import type { HostReply } from './ports.ts';

/**
 * Whether a parked prediction of the model can be answered now. While the endpoint is being woken, a prediction that
 * its function could not answer waits for it.
 * @param sight of its endpoint; undefined when it has none
 */
export function isAnswerable(
  model: DeployedModel,
  sight: Pick<Sight, 'standing' | 'wake'> | undefined,
): boolean {
  if (sight?.standing === 'serving') return true;
  return byAlwaysOn(model) !== undefined && sight?.wake.status !== 'open';
}

/** Whether another host, or the same one later, may answer what got this reply, so that it is worth parking. */
export function isParkable(model: DeployedModel, reply: HostReply): boolean {
  if (reply.kind === 'absent') return true;
  if (reply.servedBy === 'endpoint') return false;
  if (reply.kind === 'busy') return true;
  // An instance may take three minutes to start, longer than a request can last. The next try finds it started.
  if (reply.kind === 'timed-out' && reply.servedBy === 'serverless') return true;
  // Too slow, or killed: an endpoint has more time and memory than a function.
  const beyond = reply.kind === 'timed-out' || (reply.kind === 'failed' && reply.status === 0);
  return beyond && byEndpoint(model) !== undefined;
}

/** Whether a function or a serverless endpoint may answer later what met this error, so that it is worth parking. */
export const isPassing = (model: DeployedModel, error: unknown): boolean =>
  byAlwaysOn(model) !== undefined && error instanceof CloudError && error.transient;
