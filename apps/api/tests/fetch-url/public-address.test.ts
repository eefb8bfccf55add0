import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../src/fetch-url/public-address.ts';

/** The first and the last address of the special ranges of IANA's registries, and others that are not public. */
const SPECIAL = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.88.99.0', '192.88.99.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '239.255.255.255'],
  ['240.0.0.0', '255.255.255.255'],
  ['::', '::ffff:ffff'],
  ['64:ff9b::', '64:ff9b::ffff:ffff'],
  ['64:ff9b:1::', '64:ff9b:1:ffff::'],
  ['100::', '100::ffff:ffff:ffff:ffff'],
  ['2001::', '2001:1ff:ffff::'],
  ['2001:db8::', '2001:db8:ffff::'],
  ['2002::', '2002:ffff::'],
  ['3fff::', '3fff:fff::'],
  ['4000::', 'fbff::'],
  ['fc00::', 'fdff:ffff::'],
  ['fe80::', 'febf::'],
  ['fec0::', 'feff::'],
  ['ff00::', 'ffff:ffff::'],
] as const;

/** The public addresses next to those ranges. */
const BESIDE = [
  ['1.0.0.0', '9.255.255.255'],
  ['11.0.0.0', '100.63.255.255'],
  ['100.128.0.0', '126.255.255.255'],
  ['128.0.0.0', '169.253.255.255'],
  ['169.255.0.0', '172.15.255.255'],
  ['172.32.0.0', '191.255.255.255'],
  ['192.0.1.0', '192.0.3.0'],
  ['192.88.98.255', '192.167.255.255'],
  ['192.169.0.0', '198.17.255.255'],
  ['198.20.0.0', '203.0.112.255'],
  ['203.0.114.0', '223.255.255.255'],
  ['2001:200::', '2001:db7:ffff::'],
  ['2003::', '3ffe:ffff::'],
] as const;

describe('an address', () => {
  it.each(SPECIAL)('from %s to %s is not public', (first, last) => {
    expect([isPublicAddress(first), isPublicAddress(last)]).toEqual([false, false]);
  });

  it.each(BESIDE)('such as %s or %s is public', (one, other) => {
    expect([isPublicAddress(one), isPublicAddress(other)]).toEqual([true, true]);
  });

  it('of IPv4 within IPv6 is what the IPv4 address is', () => {
    for (const [first] of SPECIAL.slice(0, 15)) {
      expect(isPublicAddress(`::ffff:${first}`)).toBe(false);
    }
    for (const [first] of BESIDE.slice(0, 11))
      expect(isPublicAddress(`::ffff:${first}`)).toBe(true);
  });

  it.each(['', 'localhost', '1.2.3.4.5', 'fe80::1%eth0', '2003::1/64', ':::'])(
    '%j is none that is public',
    (text) => expect(isPublicAddress(text)).toBe(false),
  );
});
