import type { IncomingHttpHeaders } from 'node:http';

const VISIBLE = /^[\x20-\x7e]+$/;

/** The header as it came; undefined when it is missing, too long, or more than visible ASCII. */
export function visibleHeader(
  headers: IncomingHttpHeaders,
  name: string,
  mostCharacters: number,
): string | undefined {
  const value = headers[name];
  if (typeof value !== 'string' || value.length > mostCharacters) return undefined;
  return VISIBLE.test(value) ? value : undefined;
}
