import { MoveRequest, parse } from '@pilotlight/contracts';
import { moveEndpoint } from '@pilotlight/lifecycle';
import { isDeploymentRequest, type Deployed } from './deployment-request.ts';
import type { EventKind } from './event-kind.ts';

/** `pulumi up`: moves a running endpoint to the new configuration. @throws Error with which the deployment fails */
export const move: EventKind<Deployed> = {
  matches: (event) => isDeploymentRequest(event),

  async handle(event, { ports, deadline }) {
    const request = parse(MoveRequest, event, 'The event');
    const { endpoint: key, endpointName, endpointConfigName, rollout } = request;
    const target = { key, endpointName, endpointConfigName };
    return { endpoint: key, outcome: await moveEndpoint(ports, target, { deadline, rollout }) };
  },
};
