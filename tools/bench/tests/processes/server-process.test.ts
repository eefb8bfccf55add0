import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import getPort from 'get-port';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServerProcess, type ServerSpec } from '../../src/processes/server-process.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bench-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const SERVER = `
  const { createServer } = require('node:http');
  let asked = 0;
  createServer((request, response) => {
    asked += 1;
    response.statusCode = request.url === '/ping' && asked < 3 ? 503 : 200;
    response.end(JSON.stringify({ asked, environment: process.env }));
  }).listen(Number(process.env.PORT), '127.0.0.1');
`;

async function spec(script: string): Promise<ServerSpec> {
  const port = await getPort({ host: '127.0.0.1' });
  return {
    command: process.execPath,
    arguments: ['-e', script],
    cwd: directory,
    environment: { PORT: String(port) },
    port,
    healthPath: '/ping',
    log: join(directory, 'logs', 'server.log'),
  };
}

describe('ServerProcess', () => {
  it('starts when its health check succeeds, with only the given environment, and is gone when stopped', async () => {
    const settings = await spec(SERVER);
    const server = await ServerProcess.start(settings);
    const ask = () => fetch(`http://127.0.0.1:${settings.port}/`);
    try {
      const { asked, environment } = (await (await ask()).json()) as {
        asked: number;
        environment: Record<string, string>;
      };
      expect(asked).toBe(4);
      expect(environment).not.toHaveProperty('PATH');
      expect(environment['PORT']).toBe(String(settings.port));
      await server.atRest();
      expect(server.memoryMiB()).toBeGreaterThan(1);
      server.pause();
    } finally {
      await server.stop();
    }
    await expect(ask()).rejects.toThrow();
  });

  it('shows the end of the log of a server that exits', async () => {
    const settings = await spec('console.error("no model here"); process.exit(3)');
    await expect(ServerProcess.start(settings)).rejects.toThrow(/ended.*\nno model here/);
  });

  it('says which command cannot be run', async () => {
    const settings = { ...(await spec('')), command: join(directory, 'nothing') };
    await expect(ServerProcess.start(settings)).rejects.toThrow(/cannot run .*nothing/);
  });
});
