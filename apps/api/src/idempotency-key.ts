import { IdempotencyKey, ProblemError, violations } from '@pilotlight/contracts';
import type { FastifyRequest } from 'fastify';

/**
 * The key in the header `Idempotency-Key`, without quotes and escapes; undefined when there is no such header.
 * @throws ProblemError when it is not a valid key
 */
export function readIdempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const key = String(header).trim();
  if (violations(IdempotencyKey, key).length === 0) {
    return key.startsWith('"') ? key.slice(1, -1).replaceAll(/\\(.)/g, '$1') : key;
  }
  throw new ProblemError(
    'request_invalid',
    'The header Idempotency-Key is not valid; it must be one key of 1 to 255 visible ASCII characters, ' +
      'as in Idempotency-Key: "8e03978e-40d5-43e8-bc93-6894a57f9324".',
  );
}
