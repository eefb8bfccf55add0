import { parse, RetireHostRequest, type DeployedModel } from '@pilotlight/contracts';
import { retireHost as retire } from '@pilotlight/lifecycle';
import { isDeploymentRequest, type Deployed } from './deployment-request.ts';
import type { EventKind } from './event-kind.ts';

/**
 * `pulumi destroy`, or `up` without a serverless or asynchronous endpoint: what waits for it ends, or goes to what serves
 * the model now. @throws Error with which the deployment fails
 */
export const retireHost: EventKind<Deployed> = {
  matches: (event) => isDeploymentRequest(event, 'retire-host'),

  async handle(event, { deployment, ports, deadline }) {
    const { model: name, endpointName, tf } = parse(RetireHostRequest, event, 'The event');
    if (tf.action !== 'delete') return { endpoint: endpointName, outcome: 'kept' };
    const model = deployment.models.find((one) => one.name === name);
    const others = model && servesWithout(model, endpointName) ? model : undefined;
    const outcome = await retire(ports, { name, endpointName }, others, deadline);
    return { endpoint: endpointName, outcome };
  },
};

/** Whether something else than this endpoint serves the model. */
function servesWithout({ serving }: DeployedModel, endpointName: string): boolean {
  if (serving.mode === 'async') return serving.async.endpointName !== endpointName;
  if (serving.mode === 'serverless') return serving.serverless.endpointName !== endpointName;
  return true;
}
