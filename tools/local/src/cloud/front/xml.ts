/** A whole XML document around its root element. */
export const xmlDocument = (root: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;

/** One element with text in it. */
export const xmlElement = (name: string, text: string | number | boolean): string =>
  `<${name}>${escaped(String(text))}</${name}>`;

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
