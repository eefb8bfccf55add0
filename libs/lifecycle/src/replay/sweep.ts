import type { DeployedEndpoint, DeployedModel } from '@pilotlight/contracts';
import { countAwake } from '../cost/count-awake.ts';
import type { Standing } from '../endpoint/standing.ts';
import { reconcile } from '../wake/reconcile.ts';
import type { ReplayPorts } from './ports.ts';
import { replayQueue } from './replay-queue.ts';

export interface Sweep {
  /** The endpoint's key. */
  readonly endpoint: string;
  readonly standing: Standing;
  /** How many predictions got their answer. */
  readonly answered: number;
}

/**
 * Advances one endpoint's wake and replays the parked predictions of its models, whichever events arrived. Safe to run
 * at any time, by any number of callers.
 * @param models all models of the deployment; those on other endpoints are ignored
 * @param deadline epoch milliseconds by which it must have ended
 * @throws CloudError
 */
export async function sweep(
  ports: ReplayPorts,
  endpoint: DeployedEndpoint,
  models: readonly DeployedModel[],
  deadline: number,
): Promise<Sweep> {
  const { key } = endpoint;
  const seenAt = ports.clock.now();
  const { standing, found } = await reconcile(ports, endpoint);
  await countAwake(ports, endpoint, found, seenAt);
  const own = models.filter(({ serving }) => serving.endpoint.key === key);
  const answered = standing === 'serving' ? await replayQueue(ports, endpoint, own, deadline) : 0;
  ports.log('info', 'swept', { endpoint: key, standing, answered });
  return { endpoint: key, standing, answered };
}
