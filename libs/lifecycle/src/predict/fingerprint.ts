import { createHash } from 'node:crypto';
import { JSON_MEDIA_TYPE, mediaTypeOf } from '@pilotlight/contracts';
import type { HostRequest } from '@pilotlight/hosts';

/**
 * A hash that is the same for the same request: of a JSON body whatever the order of its members, of any other body
 * byte by byte; with the types of request and answer.
 */
export function fingerprintOf({ body, contentType, accept }: HostRequest): string {
  const json = mediaTypeOf(contentType) === JSON_MEDIA_TYPE;
  const text = Buffer.from(body).toString();
  return createHash('sha256')
    .update(`${contentType}\n${accept}\n`)
    .update(json ? canonicalJson(JSON.parse(text)) : body)
    .digest('hex');
}

/**
 * The same JSON text for the same JSON value, whatever the order of its members: they are sorted by name as in RFC 8785
 * (by UTF-16 code units). Exception: names that are integers come first, because JavaScript always puts them there.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    const members = Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(members);
  });
}
