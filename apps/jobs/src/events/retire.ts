import { endpointOf, parse, RetireRequest, type DeployedModel } from '@pilotlight/contracts';
import { retireEndpoint } from '@pilotlight/lifecycle';
import { isDeploymentRequest, type Deployed } from './deployment-request.ts';
import type { EventKind } from './event-kind.ts';

/** `pulumi destroy`, or `up` without the endpoint: deletes it. @throws Error with which the deployment fails */
export const retire: EventKind<Deployed> = {
  matches: (event) => isDeploymentRequest(event, 'retire'),

  async handle(event, { deployment, ports, deadline }) {
    const { endpoint: key, endpointName, tf } = parse(RetireRequest, event, 'The event');
    if (tf.action !== 'delete') return { endpoint: key, outcome: 'kept' };
    const endpoint = { key, endpointName };
    const models = leftBehind(deployment.models, key);
    return { endpoint: key, outcome: await retireEndpoint(ports, endpoint, models, deadline) };
  },
};

/**
 * The models that nothing serves without this endpoint: those that the deployment still has on it (the whole stack is
 * destroyed), and the one of this name if the deployment no longer has it. A model that another endpoint serves now
 * keeps its queued predictions.
 */
function leftBehind(models: readonly DeployedModel[], key: string): string[] {
  const served = models.filter((model) => endpointOf(model)?.key === key);
  const known = models.some(({ name }) => name === key);
  return [...served.map(({ name }) => name), ...(known ? [] : [key])];
}
