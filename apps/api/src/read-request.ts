import {
  contentTypesOf,
  JSON_MEDIA_TYPE,
  LIMITS,
  mediaTypeOf,
  ProblemError,
  violations,
  type ModelManifest,
} from '@pilotlight/contracts';
import type { HostRequest } from '@pilotlight/hosts';
import { jsonRequest } from '@pilotlight/lifecycle';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiated } from './accept.ts';
import { excerpt } from './excerpt.ts';
import { inflate } from './inflate.ts';

/** The characters that SageMaker takes in a content type. */
const VISIBLE = /^[\x20-\x7e]*$/;

const UTF8 = /^[^;]*(;\s*charset="?utf-8"?\s*)?$/i;

/**
 * The request for the model: its body, of a media type that the manifest lists, and the media type of the answer. A JSON
 * body is checked against the manifest's schema; the model itself checks any other.
 * @throws ProblemError that says what is wrong and what would be right
 */
export function readRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  manifest: ModelManifest,
): HostRequest {
  const { input, output } = contentTypesOf(manifest);
  const accept = negotiated(request, output);
  const body = inflate(request, reply);
  const contentType = request.headers['content-type'];
  // A request without a body has no content type either: it is refused for its missing body.
  const type = contentType === undefined && body.length === 0 ? input[0] : contentType;
  const mediaType = mediaTypeOf(type ?? '');
  if (type === undefined || !input.includes(mediaType)) throw unsupported(contentType, input);
  if (type.length > LIMITS.contentTypeCharacters || !VISIBLE.test(type)) {
    throw new ProblemError(
      'content_type_unsupported',
      `The header Content-Type is ${excerpt(type)}; it must be at most ${LIMITS.contentTypeCharacters} visible ASCII characters.`,
    );
  }
  if (mediaType === JSON_MEDIA_TYPE) {
    if (!UTF8.test(type)) throw unsupported(type, input);
    return jsonRequest(readJson(body, manifest), accept);
  }
  if (body.length === 0) {
    throw new ProblemError('request_invalid', `The body is empty; it must be ${mediaType}.`);
  }
  return { body, contentType: type, accept };
}

function unsupported(contentType: string | undefined, input: readonly string[]): ProblemError {
  const wanted = input.map((type) => (type === JSON_MEDIA_TYPE ? `${type}, in UTF-8` : type));
  return new ProblemError(
    'content_type_unsupported',
    `The header Content-Type is ${excerpt(contentType ?? 'missing')}; it must be ${wanted.join(' or ')}.`,
  );
}

function readJson(body: Buffer, manifest: ModelManifest): unknown {
  const input = parsed(decode(body));
  const wrong = violations(manifest.input, input);
  if (wrong.length === 0) return input;
  const words = wrong.map(({ pointer, detail }) => `${pointer || 'The body'} ${detail}.`);
  throw new ProblemError('input_invalid', words.join(' '), wrong);
}

function parsed(text: string): unknown {
  if (text.trim() === '') {
    throw new ProblemError('body_not_json', 'The body is empty; it must be a JSON object.');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ProblemError('body_not_json', `The body is not JSON: ${(error as Error).message}.`);
  }
}

function decode(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new ProblemError('body_not_utf8', 'The body is not valid UTF-8.');
  }
}
