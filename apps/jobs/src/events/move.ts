import { MoveRequest, parse } from '@pilotlight/contracts';
import { moveEndpoint } from '@pilotlight/lifecycle';
import { isDeployment, portsOf, type Deployed } from './deployment.ts';
import type { EventKind } from './event-kind.ts';

/** `pulumi up`: moves a running endpoint to the new configuration. @throws Error with which the deployment fails */
export const move: EventKind<Deployed> = {
  matches: (event) => isDeployment(event),

  async handle(event, context) {
    const request = parse(MoveRequest, event, 'The event');
    const { model, endpointName, endpointConfigName, rollout } = request;
    const ports = portsOf(context, model, endpointName, endpointConfigName);
    const { deadline } = context;
    return { model, outcome: await moveEndpoint(ports, model, { deadline, rollout }) };
  },
};
