import { endpointOf, type DeployedEndpoint, type DeployedModel } from '@pilotlight/contracts';
import { isAnswerable } from '../ask/answerable.ts';
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
  const sight = await reconcile(ports, endpoint);
  const { standing, found } = sight;
  await countAwake(ports, endpoint, found, seenAt);
  ports.sightings.saw(key, standing === 'serving');
  const own = models.filter((model) => endpointOf(model)?.key === key);
  const ready = own.filter((model) => isAnswerable(model, sight));
  const answered = ready.length > 0 ? await replayQueue(ports, endpoint, ready, deadline) : 0;
  ports.log('info', 'swept', { endpoint: key, standing, answered });
  return { endpoint: key, standing, answered };
}

export interface ModelSweep {
  readonly model: string;
  /** How many predictions got their answer. */
  readonly answered: number;
}

/**
 * Replays the parked predictions of a model that a function or a serverless endpoint serves, with no endpoint to wake.
 * Safe to run at any time.
 * @param deadline epoch milliseconds by which it must have ended
 * @throws CloudError
 */
export async function sweepAlwaysOn(
  ports: ReplayPorts,
  model: DeployedModel,
  deadline: number,
): Promise<ModelSweep> {
  const answered = await replayQueue(ports, undefined, [model], deadline);
  ports.log('info', 'swept', { model: model.name, answered });
  return { model: model.name, answered };
}
