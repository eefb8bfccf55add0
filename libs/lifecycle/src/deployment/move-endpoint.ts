import type { Rollout } from '@pilotlight/contracts';
import { DeploymentError } from './deployment-error.ts';
import { moveDecision, type Asked } from './move-decision.ts';
import { patiently } from './patiently.ts';
import type { EndpointTarget } from '../endpoint/ports.ts';
import type { DeploymentPorts } from './ports.ts';
import { markWake } from './mark-wake.ts';
import { announced } from '../wake/wake-record.ts';

/**
 * - `asleep`: there is no endpoint; the next wake creates one on the deployed configuration
 * - `as_deployed`: the endpoint already ran on the deployed configuration
 * - `moved`: the endpoint now runs on the deployed configuration
 * - `cleared`: the endpoint had failed and was deleted; the next wake creates a new one
 */
export type Moved = 'asleep' | 'as_deployed' | 'moved' | 'cleared';

/**
 * Moves a running endpoint, while it serves, to the configuration that was just deployed; a retired endpoint is in service
 * again. Afterwards, no function instance creates an endpoint on an older configuration. Idempotent, also when called
 * twice at once.
 * @param deadline epoch milliseconds at which the function is stopped
 * @throws DeploymentError when SageMaker has rolled the update back (with its reason), or the deadline is near;
 * CloudError
 */
export async function moveEndpoint(
  ports: DeploymentPorts,
  endpoint: EndpointTarget,
  { deadline, rollout }: { readonly deadline: number; readonly rollout?: Rollout | undefined },
): Promise<Moved> {
  const { endpoints, clock, log } = ports;
  const { key, endpointConfigName: wanted } = endpoint;
  const state: { settledAt?: number; asked?: Asked; cleared?: string } = {};

  const outcome = await patiently<Moved>(ports, endpoint, deadline, async () => {
    state.settledAt ??= await markWake(ports, endpoint, (wake) => announced(wake, wanted));
    const { settledAt, asked, cleared } = state;
    const found = await endpoints.describe(endpoint);
    const now = clock.now();
    const decision = moveDecision({ wanted, endpoint: found, now, settledAt, asked });
    switch (decision.kind) {
      case 'done':
        if (found) return { done: asked ? 'moved' : 'as_deployed' };
        return { done: cleared === undefined ? 'asleep' : 'cleared' };
      case 'wait':
        return { waitsFor: decision.why };
      case 'update': {
        const answer = await endpoints.update(endpoint, rollout);
        log('info', 'endpoint_update', { endpoint: key, answer, wanted });
        if (answer === 'updating' && found) state.asked = { at: now, endpoint: found };
        return { waitsFor: 'the update has begun' };
      }
      case 'delete':
        state.cleared ??= decision.why;
        log('error', 'endpoint_broken', { endpoint: key, cause: decision.why });
        await endpoints.delete(endpoint);
        return { waitsFor: 'it is being deleted' };
      case 'rolled-back':
        throw new DeploymentError(
          `SageMaker rolled back the update of the endpoint of ${key}: ${decision.reason}. It still serves what it ` +
            'served before. Fix the model, the image or the instance type, and deploy again.',
        );
    }
  });
  if (state.asked && state.cleared !== undefined) {
    throw new DeploymentError(
      `SageMaker could not update the endpoint of ${key}: ${state.cleared}. It was deleted; the next request ` +
        'creates a new one. Fix the model, the image or the instance type, and deploy again.',
    );
  }
  log('info', 'endpoint_deployed', { endpoint: key, outcome, wanted });
  return outcome;
}
