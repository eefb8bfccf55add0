import { once } from 'node:events';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as secure } from 'node:tls';
import type { Destination, Network } from './network.ts';
import { UrlRefusal } from './url-refusal.ts';

export interface GetOptions {
  readonly network: Network;
  /** The media types that are wanted. */
  readonly accept: string;
  /** How long the host may send nothing. */
  readonly silenceSeconds: number;
  readonly signal: AbortSignal;
}

/**
 * One GET request, over a connection of its own to an address that was checked. Redirects are not followed, and nothing
 * is decompressed.
 * @returns the response, whose body is not read yet
 * @throws UrlRefusal when the host is silent for too long; Error of the connection; when `signal` aborts
 */
export async function get(
  url: URL,
  destination: Destination,
  { network, accept, silenceSeconds, signal }: GetOptions,
): Promise<IncomingMessage> {
  const socket = await open(url, destination, network, signal);
  const { request } = url.protocol === 'http:' ? http : https;
  return new Promise((resolve, reject) => {
    let response: IncomingMessage | undefined;
    const asked = request(url, {
      // Without an agent there is no pool, from which a request could get a connection to another address.
      createConnection: () => socket,
      headers: {
        host: url.host,
        accept,
        'accept-encoding': 'identity',
        'user-agent': 'Pilotlight',
      },
      signal,
    });
    asked.on('response', (found) => resolve((response = found)));
    asked.on('error', (error) => {
      response?.destroy(error);
      reject(error);
    });
    asked.setTimeout(silenceSeconds * 1000, () => {
      const detail = `has a host that sent nothing for ${silenceSeconds} s; it must send the picture`;
      asked.destroy(new UrlRefusal('url_unreachable', detail));
    });
    asked.end();
  });
}

async function open(
  url: URL,
  destination: Destination,
  network: Network,
  signal: AbortSignal,
): Promise<Socket> {
  const socket = network.connect(destination);
  try {
    // TLS begins on a connected socket: while addresses are tried, a socket changes what it stands on.
    await once(socket, 'connect', { signal });
  } catch (error) {
    socket.destroy();
    throw error;
  }
  if (url.protocol === 'http:') return socket;
  const { host } = destination;
  // The certificate is checked for the host. An IP address is no name for SNI.
  const servername = isIP(host) ? '' : host;
  return secure({ socket, host, servername, ALPNProtocols: ['http/1.1'] });
}
