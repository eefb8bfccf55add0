import { LIMITS } from '@pilotlight/contracts';
import type { EndpointDescription } from '../endpoint/ports.ts';

/** An UpdateEndpoint that SageMaker has accepted, and the endpoint as it was before. */
export interface Asked {
  readonly at: number;
  readonly endpoint: EndpointDescription;
}

/** What is known when an endpoint is to move to another configuration. */
export interface MoveSight {
  /** The configuration that is deployed. */
  readonly wanted: string;
  readonly endpoint: EndpointDescription | undefined;
  readonly now: number;
  /** Until then, an earlier wake may still create an endpoint. */
  readonly settledAt: number;
  /** The update that this deployment has requested. */
  readonly asked: Asked | undefined;
}

export type Move =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly why: string }
  | { readonly kind: 'update' }
  /** SageMaker allows only a deletion. */
  | { readonly kind: 'delete'; readonly why: string }
  | { readonly kind: 'rolled-back'; readonly reason: string };

/** The reason without its full stop, as part of a sentence. */
const reasonOf = ({ failureReason, status }: EndpointDescription) =>
  failureReason?.replace(/\.$/, '') ?? `SageMaker gives no reason; the endpoint is ${status}`;

/** The next step until the endpoint runs on the deployed configuration or does not exist. */
export function moveDecision(sight: MoveSight): Move {
  const { wanted, endpoint, now, settledAt, asked } = sight;
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
    case 'Failed':
    case 'OutOfService':
      return { kind: 'delete', why: reasonOf(endpoint) };
    case 'UpdateRollbackFailed':
      // It serves a mix of both configurations, even if it names the wanted one.
      if (asked && isOver(endpoint, asked.endpoint)) {
        return { kind: 'rolled-back', reason: reasonOf(endpoint) };
      }
      break;
    case 'InService':
      if (endpoint.configuration === wanted) return { kind: 'done' };
      if (asked && isOver(endpoint, asked.endpoint)) {
        return { kind: 'rolled-back', reason: reasonOf(endpoint) };
      }
  }
  if (!asked) return { kind: 'update' };
  if (now - asked.at < LIMITS.updateVisibleSeconds * 1000) {
    return { kind: 'wait', why: 'the update is not visible yet' };
  }
  return { kind: 'rolled-back', reason: reasonOf(endpoint) };
}

/** Whether SageMaker has changed the endpoint since: then the update has ended, even if no poll saw it in progress. */
const isOver = (after: EndpointDescription, before: EndpointDescription) =>
  after.modifiedAt !== before.modifiedAt;
