import {
  contentTypesOf,
  JSON_MEDIA_TYPE,
  LIMITS,
  mediaTypeOf,
  ProblemError,
  type ModelManifest,
} from '@pilotlight/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { negotiated } from './accept.ts';
import { asGiven, type Asked } from './asked.ts';
import { excerpt } from './excerpt.ts';
import type { Network } from './fetch-url/network.ts';
import { inflate } from './inflate.ts';
import { readJson } from './read-json.ts';

/** The characters that SageMaker takes in a content type. */
const VISIBLE = /^[\x20-\x7e]*$/;

const UTF8 = /^[^;]*(;\s*charset="?utf-8"?\s*)?$/i;

/**
 * The request: its body, of a media type that the manifest lists, and the media type of the answer. A JSON body is checked
 * against the manifest's schema; the model itself checks any other.
 * @throws ProblemError that says what is wrong and what would be right
 */
export function readRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  manifest: ModelManifest,
  network: Network,
): Asked {
  const { input, output } = contentTypesOf(manifest);
  const accept = negotiated(request, output);
  const body = inflate(request, reply);
  const contentType = request.headers['content-type'];
  // A request without a body has no content type either: it is refused for its missing body.
  const type = contentType === undefined && body.length === 0 ? input[0] : contentType;
  const mediaType = mediaTypeOf(type ?? '');
  checkContentType(type, input, 'The header Content-Type');
  if (mediaType === JSON_MEDIA_TYPE) {
    if (!UTF8.test(type)) throw unsupported(type, input, 'The header Content-Type');
    return readJson(body, accept, manifest, network);
  }
  if (body.length === 0) {
    throw new ProblemError('request_invalid', `The body is empty; it must be ${mediaType}.`);
  }
  return asGiven({ body, contentType: type, accept });
}

/**
 * @param where what names the type, for the error
 * @throws ProblemError when the model does not take it, or SageMaker would not
 */
export function checkContentType(
  type: string | undefined,
  input: readonly string[],
  where: string,
): asserts type is string {
  if (type === undefined || !input.includes(mediaTypeOf(type))) {
    throw unsupported(type, input, where);
  }
  if (type.length <= LIMITS.contentTypeCharacters && VISIBLE.test(type)) return;
  throw new ProblemError(
    'content_type_unsupported',
    `${where} is ${excerpt(type)}; it must be at most ${LIMITS.contentTypeCharacters} visible ASCII characters.`,
  );
}

function unsupported(type: string | undefined, input: readonly string[], where: string) {
  const wanted = input.map((type) => (type === JSON_MEDIA_TYPE ? `${type}, in UTF-8` : type));
  return new ProblemError(
    'content_type_unsupported',
    `${where} is ${excerpt(type ?? 'missing')}; it must be ${wanted.join(' or ')}.`,
  );
}
