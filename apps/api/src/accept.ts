import { ProblemError } from '@pilotlight/contracts';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { excerpt } from './excerpt.ts';

const JSON_TYPE = 'application/json';

/**
 * Hook before each operation: all of them answer in JSON.
 * @throws ProblemError when the header `Accept` excludes JSON
 */
export async function requireJsonAccepted(request: FastifyRequest): Promise<void> {
  if (new Negotiator(request.raw).mediaType([JSON_TYPE]) !== undefined) return;
  throw new ProblemError(
    'accept_unsupported',
    `The header Accept is ${excerpt(request.headers.accept ?? '')}; it must allow ${JSON_TYPE}.`,
  );
}
