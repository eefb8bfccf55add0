import { excerpt } from '../excerpt.ts';
import { UrlRefusal } from './url-refusal.ts';

const refused = (detail: string) => new UrlRefusal('url_refused', detail);

/**
 * The URL in a text: http or https, without credentials, at the default port. Its host is not checked yet.
 * @param base what a redirect is relative to
 * @throws UrlRefusal
 */
export function checkedUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href);
  if (!url) {
    // What another host wrote is not repeated to the caller.
    const found = base ? '' : ` (${excerpt(text)})`;
    throw refused(
      `is not valid${found}; it must be complete, such as https://example.org/picture.jpg`,
    );
  }
  const { protocol, username, password, port } = url;
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw refused(`has the scheme ${excerpt(protocol.slice(0, -1))}; it must have https or http`);
  }
  if (username !== '' || password !== '') {
    throw refused('contains a user name or a password; it must have neither');
  }
  if (port !== '') {
    throw refused(
      `has the port ${port}; it must have the default port, 443 for https, 80 for http`,
    );
  }
  return url;
}
