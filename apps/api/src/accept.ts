import { ProblemError } from '@pilotlight/contracts';
import type { FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import { excerpt } from './excerpt.ts';

const JSON_TYPE = 'application/json';

/**
 * A hook that runs before each operation; every operation answers in JSON.
 * @throws ProblemError when the header `Accept` rules JSON out
 */
export async function requireJsonAccepted(request: FastifyRequest): Promise<void> {
  if (new Negotiator(request.raw).mediaType([JSON_TYPE]) !== undefined) return;
  throw new ProblemError(
    'accept_unsupported',
    `The header Accept is ${excerpt(request.headers.accept ?? '')}; the answer can be given as ${JSON_TYPE} only.`,
  );
}
