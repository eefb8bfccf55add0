import { ProblemError } from '@pilotlight/contracts';
import type { Parameters } from './format.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** UTF-8 and its subset ASCII. */
const CHARSETS = ['utf-8', 'utf8', 'us-ascii', 'ascii'];

/**
 * The body as text, without a byte order mark.
 * @throws ProblemError `content_type_unsupported` for another charset, `body_not_utf8`
 */
export function textOf(body: Uint8Array, parameters: Parameters): string {
  const charset = parameters.get('charset');
  if (charset && !CHARSETS.includes(charset.toLowerCase())) {
    throw new ProblemError(
      'content_type_unsupported',
      `the charset must be utf-8, not ${charset.slice(0, 40)}`,
    );
  }
  try {
    return utf8.decode(body);
  } catch {
    throw new ProblemError('body_not_utf8', 'the body must be encoded as UTF-8');
  }
}
