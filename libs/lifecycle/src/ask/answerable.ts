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
  // It then becomes a job.
  if (model.serving.mode === 'async' || sight?.standing === 'serving') return true;
  return byAlwaysOn(model) !== undefined && sight?.wake.status !== 'open';
}

/** Whether another host, or the same one later, may answer what got this reply, so that it is worth parking. */
export function isParkable(model: DeployedModel, reply: HostReply): boolean {
  if (reply.kind === 'absent') return true;
  if (reply.servedBy === 'endpoint') return false;
  if (reply.kind === 'busy') return true;
  // The next try finds it started.
  if (isColdStart(reply)) return true;
  // An endpoint has more time and memory than a function.
  return isBeyond(reply) && byEndpoint(model) !== undefined;
}

/** Whether a serverless instance may still be starting: that may take three minutes, longer than a request can last. */
export const isColdStart = (reply: HostReply): boolean =>
  reply.kind === 'timed-out' && reply.servedBy === 'serverless';

/** Whether the request was too slow for its host, or killed for its memory: another host may have more of both. */
const isBeyond = (reply: HostReply): boolean =>
  reply.kind === 'timed-out' || (reply.kind === 'failed' && reply.status === 0);

/** Whether the request was too slow, too much or too large for its host, so that a job may do it. */
export const isForJob = (reply: HostReply): boolean =>
  isBeyond(reply) || (reply.kind === 'rejected' && reply.status === 413);

/** Whether a function or a serverless endpoint may answer later what met this error, so that it is worth parking. */
export const isPassing = (model: DeployedModel, error: unknown): boolean =>
  byAlwaysOn(model) !== undefined && error instanceof CloudError && error.transient;
