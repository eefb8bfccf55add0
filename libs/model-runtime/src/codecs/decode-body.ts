import { MIMEType } from 'node:util';
import { type ModelManifest, ProblemError } from '@pilotlight/contracts';
import type { Decoded, Parameters } from './format.ts';
import { formatsOf } from './formats.ts';

const NONE: Parameters = { get: () => null };

/**
 * The inputs in `body`. At once for all but models that take images.
 * @throws ProblemError `content_type_unsupported` (says which types this model takes), `body_not_utf8`,
 *   `body_not_json`, `input_invalid`, `request_invalid` for a broken body of another format, `body_too_large`
 */
export function decodeBody(
  body: Uint8Array,
  contentType: string,
  manifest: ModelManifest,
): Decoded | Promise<Decoded> {
  const { decoders, taken } = formatsOf(manifest);
  const plain = decoders.get(contentType);
  if (plain) return plain(body, NONE);
  const media = parse(contentType);
  const decode = media && decoders.get(media.essence);
  if (decode) return decode(body, media.params);
  const found = contentType.trim() === '' ? 'a body without a Content-Type' : contentType;
  throw new ProblemError(
    'content_type_unsupported',
    `${manifest.name} takes ${taken.join(', ')}, not ${found.slice(0, 100)}`,
  );
}

function parse(contentType: string): MIMEType | undefined {
  try {
    return new MIMEType(contentType);
  } catch {
    return undefined;
  }
}
