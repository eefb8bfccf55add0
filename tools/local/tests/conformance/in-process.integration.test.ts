import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { inProcess } from './in-process-driver.ts';
import { children } from './processes.ts';

it('says which port is taken', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const config = { 'local:port': String(port) };
  await expect(inProcess({ config })).rejects.toThrow(new RegExp(`${port}.*local:port`));
  expect(children()).toEqual([]);
});

it("lists every mistake in the stack's configuration, and creates nothing", async () => {
  const config = {
    'pilotlight:idleMinutes': 'soon',
    'pilotlight:instanceType': 'big',
    'pilotlight:modles': '["entailment"]',
  };
  const lines = /3 mistakes:\n.*idleMinutes is "soon".*\n.*instanceType is "big".*\n.*modles/;
  await expect(inProcess({ config })).rejects.toThrow(lines);
  expect(children()).toEqual([]);
});
