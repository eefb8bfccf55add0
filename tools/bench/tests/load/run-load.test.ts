import { once } from 'node:events';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Load } from '../../src/load/load-types.ts';
import { runLoad } from '../../src/load/run-load.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function load(listener: RequestListener, callers: number): Promise<Load> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    path: '/invocations',
    bodies: ['{"text":"one"}', '{"text":"two"}', '{"text":"three"}'],
    callers,
    settleMilliseconds: 1,
    measureMilliseconds: 1,
    longestMilliseconds: 5_000,
  };
}

/** Answers each request with its own body, and records the requests in `asked`. */
function echo(asked: string[], headers: Record<string, string> = {}): RequestListener {
  return (request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${body}`);
      // Slower than the load generator's check interval, so that the number of answers ends a phase.
      setTimeout(() => {
        response.writeHead(200, { ...headers, 'content-length': body.length }).end(body);
      }, 20);
    });
  };
}

describe('runLoad', () => {
  it('sends the bodies in order, and counts at least two answers per caller', async () => {
    const asked: string[] = [];
    const figures = await runLoad(await load(echo(asked), 4));
    expect(figures.answers).toBeGreaterThanOrEqual(8);
    expect(figures.answers).toBeLessThanOrEqual(asked.length);
    expect(figures.perSecond).toBeGreaterThan(0);
    expect(figures.p50Milliseconds).toBeLessThanOrEqual(figures.p99Milliseconds);
    const wanted = ['one', 'two', 'three'].map((text) => `POST /invocations {"text":"${text}"}`);
    expect(new Set(asked)).toEqual(new Set(wanted));
  });

  it('has one request per caller in flight, and none when it returns', async () => {
    let most = 0;
    const open = new Set<ServerResponse>();
    const figures = await runLoad(
      await load((request, response) => {
        request.resume();
        open.add(response);
        // No request is answered until all three have arrived.
        if (most < 3 && open.size < 3) return;
        most = Math.max(most, open.size);
        for (const one of open) one.writeHead(200, { 'content-length': 0 }).end();
        open.clear();
      }, 3),
    );
    expect(figures.answers).toBeGreaterThanOrEqual(6);
    expect(most).toBe(3);
    expect(open.size).toBe(0);
  });

  it('continues on a new connection when the server closes one after an answer', async () => {
    const asked: string[] = [];
    const figures = await runLoad(await load(echo(asked, { connection: 'close' }), 2));
    expect(figures.answers).toBeGreaterThanOrEqual(4);
  });

  it('fails at the first answer that is not 200, and shows it', async () => {
    let asked = 0;
    const refusing: RequestListener = (request, response) => {
      request.resume();
      const status = ++asked === 3 ? 503 : 200;
      response.writeHead(status, { 'content-length': 4 }).end('busy');
    };
    await expect(runLoad(await load(refusing, 1))).rejects.toThrow('answered 503: busy');
  });

  it('fails when a connection breaks', async () => {
    await expect(runLoad(await load((request) => request.destroy(), 1))).rejects.toThrow(
      /closed the connection|ECONNRESET/,
    );
  });
});
