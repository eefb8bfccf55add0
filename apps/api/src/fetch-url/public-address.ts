import ipaddr from 'ipaddr.js';

/** Every public IPv6 address is in here (RFC 4291); `::10.0.0.1` is not, which no special range contains. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether an IP address is on the public internet: in no special range, which loopback, private, link-local and
 * carrier-grade addresses are, AWS's metadata services, multicast, documentation, and IPv6 addresses that tunnel or
 * translate to IPv4. An IPv4-mapped address is judged as the IPv4 address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST);
}
