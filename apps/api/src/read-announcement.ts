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
import { excerpt } from './excerpt.ts';
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
  const { contentType, bytes, checksumSHA256, accept: wanted } = announced as UploadRequest;
  checkContentType(contentType, input, '/contentType');
  // S3 stores the type without spaces around it.
  return {
    contentType: contentType.trim(),
    bytes,
    checksumSHA256,
    accept: acceptOf(wanted, output),
  };
}

/** Without parameters, as the header `Accept` of a prediction is understood: they are not checked. */
function acceptOf(wanted: string | undefined, output: readonly string[]): string {
  const accept = wanted === undefined ? output[0] : mediaTypeOf(wanted);
  if (accept !== undefined && output.includes(accept)) return accept;
  const detail = `/accept is ${excerpt(wanted ?? 'missing')}; it must be ${output.join(' or ')}.`;
  throw new ProblemError('request_invalid', detail);
}
