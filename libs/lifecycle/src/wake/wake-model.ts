import type { ModelState } from '@pilotlight/contracts';
import { ceilingProblem } from '../cost/ceiling.ts';
import { observe } from '../observe.ts';
import type { Ports } from '../ports.ts';
import { wakeRefusal } from '../refusal.ts';
import { standingOf } from '../standing.ts';
import { wake } from './wake.ts';

/**
 * Wakes the endpoint without a prediction; when it is awake already, this counts as a use.
 * @throws ProblemError when the model rests after a failed wake, is retired, or today's awake hours are used up;
 * CloudError
 */
export async function wakeModel(ports: Ports, model: string): Promise<ModelState> {
  const endpoint = await ports.endpoint.describe(model);
  if (standingOf(endpoint) === 'serving') {
    await ports.touch(model);
    return observe(ports, model);
  }
  const { wake: record, refused } = await wake(ports, model);
  if (refused) throw ceilingProblem(refused, ports.clock.now());
  const refusal = wakeRefusal(record, ports.clock.now());
  if (refusal) throw refusal;
  return observe(ports, model);
}
