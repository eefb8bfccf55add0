import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { fetchPicture } from '../../src/fetch-url/fetch-picture.ts';
import { internet } from '../../src/fetch-url/network.ts';

it('connects to the address that was checked, and does not look up the name', async () => {
  const server = createServer((socket) => socket.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  // No resolver knows a name in `.invalid` (RFC 6761). The first address has no server.
  const addresses = ['127.0.0.2', '127.0.0.1'];
  const socket = internet.connect({ host: 'nowhere.invalid', port, addresses });
  const [data] = (await once(socket, 'data')) as [Buffer];
  expect(data.toString()).toBe('here');
  socket.destroy();
});

it('finds all addresses of a name', async () => {
  expect(await internet.resolve('localhost')).toContain('127.0.0.1');
});

it.each(['http://localhost/', 'http://localhost./', 'http://LOCALHOST/'])(
  '%s, this machine itself, is refused',
  async (url) => {
    await expect(fetchPicture(url, { mediaTypes: ['image/png'] })).rejects.toThrow(
      'leads to no public address',
    );
  },
);
