import type { EndpointDescription, EndpointStatus } from './ports.ts';

/** What an endpoint's status means for the life cycle. */
export type Standing = 'absent' | 'starting' | 'serving' | 'leaving' | 'broken';

const STANDINGS: Readonly<Record<EndpointStatus, Standing>> = {
  Creating: 'starting',
  InService: 'serving',
  // An update, a rollback and AWS's own maintenance serve throughout.
  Updating: 'serving',
  SystemUpdating: 'serving',
  RollingBack: 'serving',
  UpdateRollbackFailed: 'serving',
  Deleting: 'leaving',
  // DeleteEndpoint is the only way on, and the name stays taken until then.
  Failed: 'broken',
  OutOfService: 'broken',
};

export function standingOf(endpoint: EndpointDescription | undefined): Standing {
  return endpoint ? STANDINGS[endpoint.status] : 'absent';
}
