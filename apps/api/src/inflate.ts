import { gunzipSync } from 'node:zlib';
import { LIMITS, ProblemError } from '@pilotlight/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { excerpt } from './excerpt.ts';

/**
 * The body of a request without its `Content-Encoding`. The inflated size has the same bound as a body that was never
 * compressed, so that a small request cannot become a large one here.
 * @throws ProblemError when it is encoded in another way than by gzip, is no gzip, or is too large
 */
export function inflate(request: FastifyRequest, reply: FastifyReply): Buffer {
  const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    void reply.header('accept-encoding', 'gzip'); // RFC 9110, section 12.5.3: what would be taken.
    throw new ProblemError(
      'content_encoding_unsupported',
      `The header Content-Encoding is ${excerpt(encoding)}; a body is taken as gzip, or without this header.`,
    );
  }
  try {
    return gunzipSync(body, { maxOutputLength: LIMITS.requestBodyBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      const most = `${LIMITS.requestBodyBytes / 1024} KB`;
      throw new ProblemError('body_too_large', `The body, inflated, may have ${most} at most.`);
    }
    throw new ProblemError(
      'request_invalid',
      'The header Content-Encoding is gzip, but the body is not whole, valid gzip.',
    );
  }
}
