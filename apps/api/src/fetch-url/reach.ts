import { isIP } from 'node:net';
import type { Destination, Network } from './network.ts';
import { isPublicAddress } from './public-address.ts';
import { UrlRefusal } from './url-refusal.ts';

/** Errors of a look-up that say that there is no such name, or no address for it. */
const NO_NAME: ReadonlySet<unknown> = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NONAME']);

/**
 * Where the URL leads, with all addresses checked. A name that is unknown and one that leads to a private address are
 * refused with the same words, so that nothing is told about the names of an internal network.
 * @throws UrlRefusal when an address is not public; the error of a look-up that failed; when `signal` aborts
 */
export async function reach(url: URL, network: Network, signal: AbortSignal): Promise<Destination> {
  const host = url.hostname.replaceAll(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolved(host, network, signal);
  if (addresses.length === 0 || !addresses.every(isPublicAddress)) {
    throw new UrlRefusal(
      'url_refused',
      'leads to no public address; its host must be on the public internet',
    );
  }
  return { host, port: url.protocol === 'https:' ? 443 : 80, addresses };
}

async function resolved(
  name: string,
  network: Network,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const aborted = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => aborted.reject(signal.reason), { once: true });
  try {
    return await Promise.race([network.resolve(name), aborted.promise]);
  } catch (error) {
    if (NO_NAME.has((error as NodeJS.ErrnoException).code)) return [];
    throw error;
  }
}
