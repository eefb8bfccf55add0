import { MIMEType } from 'node:util';
import { type ModelManifest, ProblemError } from '@pilotlight/contracts';
import type { Decoded, Parameters } from './format.ts';
import { formatsOf } from './formats.ts';

const NONE: Parameters = { get: () => null };

/**
 * The inputs in `body`. Synchronous, except for models that take images.
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
  const instead = INSTEAD.get(media?.essence ?? '');
  throw new ProblemError(
    'content_type_unsupported',
    `${manifest.name} takes ${taken.join(', ')}, not ${found.slice(0, 100)}${instead ? `; ${instead}` : ''}`,
  );
}

/** Alternatives to formats that SageMaker's own containers take and no model here does. */
const INSTEAD: ReadonlyMap<string, string> = new Map([
  [
    'application/x-npz',
    'send a sparse matrix as application/x-npy, made by numpy.save(file, x.toarray())',
  ],
  ['text/libsvm', 'send complete rows, including zeros, as text/csv'],
  ['text/x-libsvm', 'send complete rows, including zeros, as text/csv'],
  [
    'application/x-recordio-protobuf',
    'send a JSON object for each record, as application/jsonlines',
  ],
  ['application/x-recordio', 'send a JSON object for each record, as application/jsonlines'],
  ['application/x-parquet', 'send the rows as text/csv'],
  [
    'text/plain',
    'send the text in a JSON object, under the name of its property, as application/json',
  ],
]);

function parse(contentType: string): MIMEType | undefined {
  try {
    return new MIMEType(contentType);
  } catch {
    return undefined;
  }
}
