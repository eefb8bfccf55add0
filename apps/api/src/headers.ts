/** On every answer: no external resources, no framing, no referrer. */
export const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/**
 * The content security policy of the page.
 * @param bucketOrigin where the page uploads to, and fetches the files of answers from
 */
export const pagePolicy = (bucketOrigin: string) =>
  `${SECURITY_HEADERS['content-security-policy']}; connect-src 'self' ${bucketOrigin}; img-src 'self' ${bucketOrigin}`;

/** Caching: the build's hashed files are immutable, the page is revalidated, the API's answers are not stored. */
export function cacheControl(path: string, status: number): string {
  if (status >= 400 || path.startsWith('/v1/')) return 'no-store';
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
