import type { EndpointDescription } from '../endpoint/ports.ts';

export type Retirement =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'delete' };

/**
 * The next step until there is no endpoint.
 * @param settledAt until then, an earlier wake may still create one
 */
export function retireDecision(
  endpoint: EndpointDescription | undefined,
  now: number,
  settledAt: number,
): Retirement {
  if (!endpoint) {
    return now < settledAt ? { kind: 'wait', why: 'a wake is in progress' } : { kind: 'done' };
  }
  switch (endpoint.status) {
    case 'Creating':
    case 'Updating':
    case 'SystemUpdating':
    case 'RollingBack':
    case 'Deleting':
      return { kind: 'wait', why: `it is ${endpoint.status}` };
    case 'InService':
    case 'Failed':
    case 'OutOfService':
    case 'UpdateRollbackFailed':
      return { kind: 'delete' };
  }
}
