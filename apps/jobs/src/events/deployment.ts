import type { Moved, Ports } from '@pilotlight/lifecycle';
import type { JobsContext } from './event-kind.ts';

/** The result for a model's endpoint; `kept`: nothing had to be done. */
export interface Deployed {
  readonly model: string;
  readonly outcome: Moved | 'retired' | 'kept';
}

/** Whether the event is the request `kind` of `pulumi up` or `pulumi destroy`. */
export function isDeployment(event: unknown, kind?: string): boolean {
  if (typeof event !== 'object' || event === null || !('deployment' in event)) return false;
  return kind === undefined || event.deployment === kind;
}

/**
 * Ports for the endpoint that a request names. The request names it itself: a model that is removed from the stack is no
 * longer in this function's environment by the time it is retired.
 */
export function portsOf(
  { config, portsFor }: JobsContext,
  model: string,
  endpointName: string,
  endpointConfigName: string,
): Ports {
  return portsFor({ ...config, deployments: { [model]: { endpointName, endpointConfigName } } });
}
