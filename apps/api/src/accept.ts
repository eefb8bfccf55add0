import { JSON_MEDIA_TYPE, ProblemError } from '@pilotlight/contracts';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { excerpt } from './excerpt.ts';

/**
 * The media type of the answer: the one that the header `Accept` prefers, or else the first of `offered`.
 * @throws ProblemError when the header allows none of them
 */
export function negotiated(request: FastifyRequest, offered: readonly string[]): string {
  const chosen = new Negotiator(request.raw).mediaType([...offered]);
  if (chosen !== undefined) return chosen;
  throw new ProblemError(
    'accept_unsupported',
    `The header Accept is ${excerpt(request.headers.accept ?? '')}; it must allow ${offered.join(' or ')}.`,
  );
}

/**
 * Hook before an operation that answers in JSON.
 * @throws ProblemError when the header `Accept` excludes JSON
 */
export async function requireJsonAccepted(request: FastifyRequest): Promise<void> {
  negotiated(request, [JSON_MEDIA_TYPE]);
}
