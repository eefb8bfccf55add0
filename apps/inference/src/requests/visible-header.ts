import type { IncomingHttpHeaders } from 'node:http';

const VISIBLE = /^[\x20-\x7e]+$/;

/** The header, unchanged; undefined when it is missing, too long, or not only visible ASCII and spaces. */
export function visibleHeader(
  headers: IncomingHttpHeaders,
  name: string,
  mostCharacters: number,
): string | undefined {
  const value = headers[name];
  if (typeof value !== 'string' || value.length > mostCharacters) return undefined;
  return VISIBLE.test(value) ? value : undefined;
}
