import type { Moved } from '@pilotlight/lifecycle';

/** The result for one endpoint, by its key; `kept`: nothing had to be done. */
export interface Deployed {
  readonly endpoint: string;
  readonly outcome: Moved | 'retired' | 'kept';
}

/** Whether the event is the request `kind` of `pulumi up` or `pulumi destroy`. */
export function isDeploymentRequest(event: unknown, kind?: string): boolean {
  if (typeof event !== 'object' || event === null || !('deployment' in event)) return false;
  return kind === undefined || event.deployment === kind;
}
