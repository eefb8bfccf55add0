import { ProblemError } from '@pilotlight/contracts';
import type { FastifyRequest } from 'fastify';

const LONGEST = 255;

/** A String of Structured Fields (RFC 9651), without spaces. */
const QUOTED = /^"((?:[!#-[\]-~]|\\["\\])*)"$/;

/** The same without the quotes, as many clients send it: nothing that a list of keys, or parameters, would have. */
const BARE = /^[!#-+\--:<-[\]-~]*$/;

function unquoted(text: string): string | undefined {
  if (BARE.test(text)) return text;
  return QUOTED.exec(text)?.[1]?.replaceAll(/\\(.)/g, '$1');
}

/**
 * The key of the header `Idempotency-Key`; undefined without that header.
 * @throws ProblemError when it is none
 */
export function readIdempotencyKey(request: FastifyRequest): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const key = unquoted(String(header).trim());
  if (key !== undefined && key.length >= 1 && key.length <= LONGEST) return key;
  throw new ProblemError(
    'request_invalid',
    `The header Idempotency-Key is not valid; one key of 1 to ${LONGEST} visible ASCII characters is wanted, ` +
      'as in Idempotency-Key: "8e03978e-40d5-43e8-bc93-6894a57f9324".',
  );
}
