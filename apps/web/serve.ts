import { readFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';

/** The API's address; by default the local cloud that `npm start` or `nx serve local` runs. */
const api = new URL(process.env.API_URL ?? 'http://127.0.0.1:8700');
/** If this port is taken, a free one is used. */
const PORT = Number(process.env.PORT ?? 8710);
const folder = fileURLToPath(new URL('./dist', import.meta.url));

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

function toApi(incoming: IncomingMessage, response: ServerResponse): void {
  const outgoing = request(
    new URL(incoming.url ?? '/', api),
    { method: incoming.method, headers: { ...incoming.headers, host: api.host } },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  outgoing.on('error', (error) => {
    if (response.headersSent) return response.destroy();
    response.writeHead(502, { 'content-type': 'application/problem+json' });
    const detail = `Nothing answers at ${api.origin} (${error.message}). Start the local cloud, or set API_URL.`;
    response.end(JSON.stringify({ title: 'The API is not running', status: 502, detail }));
  });
  incoming.pipe(outgoing);
}

async function toPage(path: string, response: ServerResponse): Promise<void> {
  const headers = { 'content-security-policy': "default-src 'self'", 'cache-control': 'no-store' };
  try {
    // Rebuilt on every visit, so that a reload shows the latest source.
    if (path === '/') await bundle(folder);
    const file = path === '/' ? 'index.html' : join('assets', path.slice('/assets/'.length));
    const content = await readFile(join(folder, file));
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { ...headers, 'content-type': type }).end(content);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    response.writeHead(path === '/' ? 500 : 404, { 'content-type': TYPES['.txt'] }).end(words);
  }
}

const server = createServer((incoming, response) => {
  const path = new URL(incoming.url ?? '/', 'http://page').pathname;
  if (path.startsWith('/v1/') || path === '/openapi.json') return toApi(incoming, response);
  if (path === '/' || /^\/assets\/[\w.-]+$/.test(path)) return void toPage(path, response);
  response.writeHead(404, { 'content-type': TYPES['.txt'] }).end('There is no such page');
});

server.on('listening', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`The page: http://127.0.0.1:${port}  (API: ${api.origin})`);
});
server.once('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error;
  console.log(`Port ${PORT} is taken; using a free one.`);
  server.listen(0, '127.0.0.1');
});
server.listen(PORT, '127.0.0.1');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
