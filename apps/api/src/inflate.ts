import { gunzipSync } from 'node:zlib';
import { LIMITS, ProblemError } from '@pilotlight/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { excerpt } from './excerpt.ts';

/**
 * The decompressed body of a request. Its decompressed size has the same limit as an uncompressed body, so that a small
 * request cannot expand into a large one (zip bomb).
 * @throws ProblemError when its encoding is not gzip, it is not valid gzip, or it is too large
 */
export function inflate(request: FastifyRequest, reply: FastifyReply): Buffer {
  const body = (request.body as Buffer | undefined) ?? Buffer.alloc(0);
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity';
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    void reply.header('accept-encoding', 'gzip'); // RFC 9110, section 12.5.3: the encodings that are accepted.
    throw new ProblemError(
      'content_encoding_unsupported',
      `The header Content-Encoding is ${excerpt(encoding)}; it must be gzip, or absent.`,
    );
  }
  try {
    return gunzipSync(body, { maxOutputLength: LIMITS.requestBodyBytes });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      const most = `${LIMITS.requestBodyBytes / 1024} KB`;
      throw new ProblemError('body_too_large', `The decompressed body must be at most ${most}.`);
    }
    throw new ProblemError(
      'request_invalid',
      'The header Content-Encoding is gzip, but the body is not complete, valid gzip.',
    );
  }
}
