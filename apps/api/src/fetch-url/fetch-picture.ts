import type { IncomingMessage } from 'node:http';
import { LIMITS, type PictureType } from '@pilotlight/contracts';
import { checkedPicture, type Picture } from './checked-picture.ts';
import { checkedUrl } from './checked-url.ts';
import { get, type GetOptions } from './get.ts';
import { internet, type Network } from './network.ts';
import { reach } from './reach.ts';
import { readBody } from './read-body.ts';
import { UrlRefusal } from './url-refusal.ts';

export interface FetchOptions {
  /** What the URL may lead to. */
  readonly mediaTypes: readonly PictureType[];
  readonly network?: Network;
  readonly fetchSeconds?: number;
  readonly silenceSeconds?: number;
}

const REDIRECTS: ReadonlySet<number | undefined> = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches a picture from the public internet. Its type is that of its content, whatever its name and headers say. Each
 * redirect is checked as the URL itself is.
 * @throws UrlRefusal, whatever the reason
 */
export async function fetchPicture(
  text: string,
  {
    mediaTypes,
    network = internet,
    fetchSeconds = LIMITS.fetchSeconds,
    silenceSeconds = LIMITS.fetchSilenceSeconds,
  }: FetchOptions,
): Promise<Picture> {
  const signal = AbortSignal.timeout(fetchSeconds * 1000);
  const accept = mediaTypes.join(', ');
  try {
    const response = await follow(text, { network, accept, silenceSeconds, signal });
    return checkedPicture(await readBody(response), mediaTypes);
  } catch (error) {
    if (error instanceof UrlRefusal) throw error;
    throw unreachable(error, signal.aborted ? `within ${fetchSeconds} s` : undefined);
  }
}

async function follow(
  text: string,
  options: GetOptions,
  base?: URL,
  redirects = 0,
): Promise<IncomingMessage> {
  const { url, destination } = await aim(text, options, base);
  const response = await get(url, destination, options);
  const { statusCode, headers } = response;
  if (!REDIRECTS.has(statusCode) || headers.location === undefined) return response;
  response.destroy();
  if (redirects < LIMITS.fetchRedirects) {
    return follow(headers.location, options, url, redirects + 1);
  }
  const most = LIMITS.fetchRedirects;
  throw new UrlRefusal(
    'url_refused',
    `redirects too often; it must redirect at most ${most} times`,
  );
}

/** The URL, and where it leads, both checked. */
async function aim(text: string, { network, signal }: GetOptions, base: URL | undefined) {
  try {
    const url = checkedUrl(text, base);
    return { url, destination: await reach(url, network, signal) };
  } catch (error) {
    if (!base || !(error instanceof UrlRefusal)) throw error;
    throw new UrlRefusal(error.code, `redirects to a URL that ${error.message}`);
  }
}

/** Of an error of the network, only its code is shown: `ECONNREFUSED`, `CERT_HAS_EXPIRED`. */
function unreachable(error: unknown, tooLate: string | undefined): UrlRefusal {
  const { code } = error as NodeJS.ErrnoException;
  const reason = tooLate ?? (code === undefined ? undefined : `(${code})`);
  const found = ['could not be fetched', reason].filter(Boolean).join(' ');
  const wanted = 'its host must be reachable and send the picture';
  return new UrlRefusal('url_unreachable', `${found}; ${wanted}`, { cause: error });
}
