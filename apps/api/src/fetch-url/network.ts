import { lookup } from 'node:dns/promises';
import { connect, isIPv6, type Socket } from 'node:net';

/** Where a connection goes. */
export interface Destination {
  /** A name, or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
  /** The addresses of the host that were checked, in the order in which to try them. */
  readonly addresses: readonly string[];
}

/** How hosts are found and reached. */
export interface Network {
  /** All addresses of the host with this name. */
  resolve(name: string): Promise<readonly string[]>;
  /** Opens a connection to one of the destination's addresses; it never looks up the host again. */
  connect(destination: Destination): Socket;
}

/** The internet, as this machine reaches it. */
export const internet: Network = {
  async resolve(name) {
    // A function outside a VPC reaches no IPv6 address, so IPv4 is tried first.
    const found = await lookup(name, { all: true, order: 'ipv4first' });
    return found.map(({ address }) => address);
  },
  connect({ host, port, addresses }) {
    const checked = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    return connect({
      host,
      port,
      autoSelectFamily: true,
      lookup: (_host, _options, found) => found(null, checked),
    });
  },
};
