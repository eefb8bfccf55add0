import type { EndpointDescription, EndpointStatus } from './ports.ts';

/** What an endpoint's status means for the life cycle. */
export type Standing = 'absent' | 'starting' | 'serving' | 'leaving' | 'broken';

const STANDINGS: Readonly<Record<EndpointStatus, Standing>> = {
  Creating: 'starting',
  InService: 'serving',
  // The endpoint serves during an update, a rollback and AWS's own maintenance.
  Updating: 'serving',
  SystemUpdating: 'serving',
  RollingBack: 'serving',
  UpdateRollbackFailed: 'serving',
  Deleting: 'leaving',
  // Only DeleteEndpoint is possible; the name stays in use until then.
  Failed: 'broken',
  OutOfService: 'broken',
};

export function standingOf(endpoint: EndpointDescription | undefined): Standing {
  return endpoint ? STANDINGS[endpoint.status] : 'absent';
}
