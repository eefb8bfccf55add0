import { createServer, type RequestListener } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Destination, Network } from '../src/fetch-url/network.ts';

/** An address on the public internet, and one that is not. */
export const PUBLIC = '93.184.215.14';
export const PRIVATE = '10.0.0.1';

/** By host name: what each look-up finds, one after the other; the last one again and again. */
export type Names = Record<string, readonly (readonly string[])[]>;

/**
 * A network on which one local server answers for every address, until the test ends. A name that is not in `names` is at
 * a public address.
 */
export async function testNetwork(answer: RequestListener, names: Names = {}) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const lookups: string[] = [];
  const destinations: Destination[] = [];
  const network: Network = {
    async resolve(name) {
      const earlier = lookups.filter((each) => each === name).length;
      lookups.push(name);
      const found = names[name] ?? [[PUBLIC]];
      const addresses = found[Math.min(earlier, found.length - 1)];
      if (addresses) return addresses;
      throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
    },
    connect(destination) {
      destinations.push(destination);
      return connect(port, '127.0.0.1');
    },
  };
  return { network, lookups, destinations };
}
