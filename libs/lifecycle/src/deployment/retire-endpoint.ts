import { patiently } from './patiently.ts';
import type { EndpointId } from '../endpoint/ports.ts';
import type { DeploymentPorts } from './ports.ts';
import { failQueued } from '../queue/queue.ts';
import { modelRetired, refusalDocument } from '../endpoint/refusal.ts';
import { retireDecision } from './retire-decision.ts';
import { markWake } from './mark-wake.ts';
import { retired } from '../wake/wake-record.ts';

/**
 * Takes an endpoint out of service: no wake, poll or sweep creates it again, it is deleted whatever its status, and
 * queued predictions fail. Returns when it is gone. Idempotent, also when called twice at once.
 * @param models whose predictions fail: those that no other endpoint serves
 * @param deadline epoch milliseconds at which the function is stopped
 * @throws DeploymentError when the deadline is near; CloudError
 */
export async function retireEndpoint(
  ports: DeploymentPorts,
  endpoint: EndpointId,
  models: readonly string[],
  deadline: number,
): Promise<'retired'> {
  const { endpoints, clock, log } = ports;
  let settledAt: number | undefined;
  await patiently(ports, endpoint, deadline, async () => {
    settledAt ??= await markWake(ports, endpoint, retired);
    const found = await endpoints.describe(endpoint);
    const decision = retireDecision(found, clock.now(), settledAt);
    switch (decision.kind) {
      case 'done':
        return { done: true };
      case 'wait':
        return { waitsFor: decision.why };
      case 'delete':
        await endpoints.delete(endpoint);
        return { waitsFor: 'it is being deleted' };
    }
  });
  await failQueued(ports, models, refusalDocument(modelRetired()));
  log('info', 'endpoint_retired', { endpoint: endpoint.key });
  return 'retired';
}
