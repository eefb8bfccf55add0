import {
  contentTypesOf,
  JSON_MEDIA_TYPE,
  mediaTypeOf,
  ProblemError,
  UploadRequest,
  violations,
  type ModelManifest,
} from '@pilotlight/contracts';
import type { Announcement } from '@pilotlight/lifecycle';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { inflate } from './inflate.ts';
import { parseJson } from './read-json.ts';
import { checkContentType } from './read-request.ts';

/**
 * What the caller announces to upload.
 * @throws ProblemError that says what is wrong and what would be right
 */
export function readAnnouncement(
  request: FastifyRequest,
  reply: FastifyReply,
  manifest: ModelManifest,
): Announcement {
  const { input, output } = contentTypesOf(manifest);
  const body = inflate(request, reply);
  const type = request.headers['content-type'] ?? (body.length === 0 ? JSON_MEDIA_TYPE : undefined);
  checkContentType(type, [JSON_MEDIA_TYPE], 'The header Content-Type');
  const announced = parseJson(body);
  const wrong = violations(UploadRequest, announced);
  if (wrong.length > 0) {
    const words = wrong.map(({ pointer, detail }) => `${pointer || 'The body'} ${detail}.`);
    throw new ProblemError('request_invalid', words.join(' '), wrong);
  }
  const { contentType, bytes, checksumSHA256, accept = output[0] } = announced as UploadRequest;
  checkContentType(contentType, input, '/contentType');
  if (accept === undefined || !output.includes(mediaTypeOf(accept))) {
    const detail = `/accept is ${accept}; it must be ${output.join(' or ')}.`;
    throw new ProblemError('request_invalid', detail);
  }
  return { contentType, bytes, checksumSHA256, accept };
}
