/** The media type of JSON, which every model takes and gives unless its manifest says otherwise. */
export const JSON_MEDIA_TYPE = 'application/json';

/** The media type in a `Content-Type` header, without its parameters and in lower case: `text/csv; header=present` → `text/csv`. */
export function mediaTypeOf(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}
