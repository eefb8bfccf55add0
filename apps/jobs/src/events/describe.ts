import type { Deployment } from '@pilotlight/contracts';
import { isDeploymentRequest } from './deployment-request.ts';
import type { EventKind } from './event-kind.ts';

/** Answers with the deployment: so operators' tools know what a stack owns. */
export const describe: EventKind<Deployment> = {
  matches: (event) => isDeploymentRequest(event, 'describe'),
  handle: (_event, { deployment }) => Promise.resolve(deployment),
};
