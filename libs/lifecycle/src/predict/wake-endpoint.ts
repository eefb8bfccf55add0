import { byAsync, endpointOf, type DeployedModel, type ModelState } from '@pilotlight/contracts';
import { ceilingProblem } from '../cost/ceiling.ts';
import { requestFirstInstance } from '../wake/first-instance.ts';
import { observe } from '../wake/model-state.ts';
import type { PredictPorts } from './ports.ts';
import { wakeRefusal } from '../wake/wake-refusal.ts';
import { standingOf } from '../endpoint/standing.ts';
import { wake } from '../wake/wake.ts';

/**
 * Wakes the model's endpoint without a prediction; when it is awake already, this counts as a use. Of a model that only an
 * asynchronous endpoint serves, its first instance is asked for; one without an endpoint is ready anyway.
 * @throws ProblemError when the endpoint rests after a failed wake, is retired, or today's awake hours are used up;
 * CloudError
 */
export async function wakeEndpoint(ports: PredictPorts, model: DeployedModel): Promise<ModelState> {
  const asynchronous = model.serving.mode === 'async' ? byAsync(model) : undefined;
  if (asynchronous) await requestFirstInstance(ports, asynchronous);
  const endpoint = endpointOf(model);
  if (!endpoint) return observe(ports, model);
  if (standingOf(await ports.endpoints.describe(endpoint)) === 'serving') {
    await ports.touch(endpoint);
    return observe(ports, model);
  }
  const { wake: record, refused } = await wake(ports, endpoint);
  if (refused) throw ceilingProblem(refused, ports.clock.now());
  const refusal = wakeRefusal(record, ports.clock.now());
  if (refusal) throw refusal;
  return observe(ports, model);
}
