import { parse, RetireRequest } from '@pilotlight/contracts';
import { retireEndpoint } from '@pilotlight/lifecycle';
import { isDeployment, portsOf, type Deployed } from './deployment.ts';
import type { EventKind } from './event-kind.ts';

/** `pulumi destroy`, or `up` without the model: deletes its endpoint. @throws Error with which the deployment fails */
export const retire: EventKind<Deployed> = {
  matches: (event) => isDeployment(event, 'retire'),

  async handle(event, context) {
    const { model, endpointName, tf } = parse(RetireRequest, event, 'The event');
    if (tf.action !== 'delete') return { model, outcome: 'kept' };
    // Its configuration is deleted, and nothing creates the endpoint any more.
    const ports = portsOf(context, model, endpointName, 'none');
    return { model, outcome: await retireEndpoint(ports, model, context.deadline) };
  },
};
