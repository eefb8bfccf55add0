import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fetchPicture } from '../../src/fetch-url/fetch-picture.ts';
import type { Network } from '../../src/fetch-url/network.ts';
import { png } from '../pictures.ts';
import { PUBLIC } from '../test-network.ts';

/**
 * A key and its certificate for `pictures.example` and for `PUBLIC`, used by nothing else:
 * openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 36500 -subj /CN=pictures.example
 *   -addext subjectAltName=DNS:pictures.example,IP:93.184.215.14
 */
const PEM = readFileSync(new URL('pictures.example.pem', import.meta.url), 'utf8');

const names: unknown[] = [];
const server = createServer({ key: PEM, cert: PEM }, ({ socket, headers }, response) => {
  names.push([(socket as { servername?: unknown }).servername, headers.host]);
  response.end(png());
});
const trusted = getCACertificates('default');

beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  setDefaultCACertificates(trusted);
  server.close();
});

const network: Network = {
  resolve: async () => [PUBLIC],
  connect: () => connect((server.address() as AddressInfo).port, '127.0.0.1'),
};
const fetched = (url: string) => fetchPicture(url, { mediaTypes: ['image/png'], network });

it('by https refuses a certificate that nobody vouches for', async () => {
  await expect(fetched('https://pictures.example/')).rejects.toMatchObject({
    code: 'url_unreachable',
    message: expect.stringContaining('(DEPTH_ZERO_SELF_SIGNED_CERT)') as string,
  });
});

it('by https fetches from the host that the certificate names, also by its address, and from no other', async () => {
  setDefaultCACertificates([...trusted, PEM.slice(PEM.indexOf('-----BEGIN CERTIFICATE'))]);
  expect(await fetched('https://pictures.example/')).toMatchObject({ contentType: 'image/png' });
  expect(await fetched(`https://${PUBLIC}/`)).toMatchObject({ contentType: 'image/png' });
  expect(names).toEqual([
    ['pictures.example', 'pictures.example'],
    [false, PUBLIC],
  ]);
  await expect(fetched('https://other.example/')).rejects.toMatchObject({
    code: 'url_unreachable',
    message: expect.stringContaining('(ERR_TLS_CERT_ALTNAME_INVALID)') as string,
  });
});
