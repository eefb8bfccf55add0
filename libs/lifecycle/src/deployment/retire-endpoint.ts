import { patiently } from './patiently.ts';
import type { Ports } from '../ports.ts';
import { failQueued } from '../replay/queue.ts';
import { modelRetired, refusalDocument } from '../refusal.ts';
import { retireDecision } from './retire-decision.ts';
import { settle } from './settle.ts';
import { retired } from '../wake/wake-record.ts';

/**
 * Takes a model out of service: no wake, poll or sweep creates its endpoint again, the endpoint is deleted whatever its
 * status, and queued predictions fail. Returns when the endpoint is gone. Idempotent, also when called twice at once.
 * @param deadline epoch milliseconds at which the function is stopped
 * @throws DeploymentError when the deadline is near; CloudError
 */
export async function retireEndpoint(
  ports: Ports,
  model: string,
  deadline: number,
): Promise<'retired'> {
  const { endpoint, clock, log } = ports;
  let settledAt: number | undefined;
  await patiently(ports, model, deadline, async () => {
    settledAt ??= await settle(ports, model, retired);
    const found = await endpoint.describe(model);
    const decision = retireDecision(found, clock.now(), settledAt);
    switch (decision.kind) {
      case 'done':
        return { done: true };
      case 'wait':
        return { waitsFor: decision.why };
      case 'delete':
        await endpoint.delete(model);
        return { waitsFor: 'it is being deleted' };
    }
  });
  await failQueued(ports, model, refusalDocument(modelRetired()));
  log('info', 'model_retired', { model });
  return 'retired';
}
