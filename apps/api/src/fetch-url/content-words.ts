const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^\xff\xd8/, 'a damaged JPEG'],
  [/^\x89PNG/, 'a damaged PNG'],
  [/^GIF8/, 'a GIF'],
  [/^RIFF....WEBP/s, 'a WebP'],
  [/^....ftyp(avif|heic|mif1)/s, 'an AVIF or HEIC'],
  [/^(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body)/i, 'an HTML page'],
  [/^(\xef\xbb\xbf)?\s*<(\?xml|svg)/i, 'an XML document'],
];

/** Names content that is no JPEG or PNG, by its first bytes, so that an error can say what was found. */
export function contentWords(bytes: Buffer): string {
  if (bytes.length === 0) return 'nothing (0 bytes)';
  const start = bytes.toString('latin1', 0, 100);
  return FORMATS.find(([format]) => format.test(start))?.[1] ?? 'something else';
}
