/** On every answer: the page loads nothing from elsewhere, is framed by nobody, and tells nobody where it was. */
export const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
} as const;

/** How long an answer may be kept: the build's hashed files for ever, the page until asked again, the API's never. */
export function cacheControl(path: string, status: number): string {
  if (status >= 400 || path.startsWith('/v1/')) return 'no-store';
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
