import { Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../src/limits.ts';
import { answerOf } from './support/fake-runtime.ts';
import { rawConnection } from './support/raw-connection.ts';
import { appOf } from './support/test-app.ts';

const POST = ['POST /invocations HTTP/1.1', 'host: x', 'content-length: 0', '', ''];

test('answers a request in flight, ends its connection, and then closes the model', async () => {
  const answer = Promise.withResolvers<undefined>();
  const { app, runtime } = appOf({
    invoke: async () => {
      await answer.promise;
      return answerOf('late');
    },
  });
  const idle = await rawConnection(app);
  const { send, closed } = await rawConnection(app);
  send(...POST);
  while (runtime.asked.length === 0) await after(1);
  const end = app.close();
  await idle.closed();
  expect(runtime.closed).toBe(0);
  answer.resolve(undefined);
  const text = await closed();
  expect(text).toContain('connection: close');
  expect(text).toMatch(/late$/);
  await end;
  expect(runtime.closed).toBe(1);
});

test('answers a request that has arrived but was not read yet', async () => {
  const { app } = appOf({ invoke: async () => answerOf('late') });
  const { send, closed } = await rawConnection(app);
  send(...POST);
  const end = app.close();
  expect(await closed()).toMatch(/late$/);
  await end;
});

test('answers a burst of connections that are not accepted yet', async () => {
  const { app } = appOf({ invoke: async () => answerOf('late') });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const burst = await Promise.all(Array.from({ length: 50 }, () => rawConnection(app)));
  burst.forEach(({ send }) => send(...POST));
  const end = app.close();
  for (const { closed } of burst) expect(await closed()).toMatch(/late$/);
  await end;
});

function fakeClock(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  onTestFinished(() => void vi.useRealTimers());
}

test('closes even if new connections keep arriving', async () => {
  fakeClock();
  const { app } = appOf();
  await app.listen({ port: 0, host: '127.0.0.1' });
  let ended = false;
  onTestFinished(() => void (ended = true));
  const again = () => {
    if (ended) return;
    app.server.emit('connection', new Socket());
    vi.advanceTimersByTime(10);
    setImmediate(again);
  };
  again();
  await app.close();
  expect(app.server.listening).toBe(false);
});

test('ends the connection of a stream that began before, after the stream', async () => {
  const next = Promise.withResolvers<undefined>();
  async function* parts() {
    yield 'one';
    await next.promise;
    yield 'two';
  }
  const { app } = appOf({ invoke: async () => answerOf(parts()) });
  const { send, received, closed } = await rawConnection(app);
  send(...POST);
  expect(await received(/one/)).toContain('Connection: keep-alive');
  const end = app.close();
  while (app.server.listening) await after(1);
  next.resolve(undefined);
  expect(await closed()).toMatch(/two\r\n0\r\n\r\n$/);
  await end;
});

/** Used instead of `vi.waitUntil`, which would advance the fake clock. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await after(1);
}

/** Once the server is closing, advances the fake clock, one second at a time. */
async function timePasses({ server }: FastifyInstance, seconds: number): Promise<void> {
  await until(() => !server.listening);
  for (let second = 0; second < seconds; second++) {
    vi.advanceTimersByTime(1000);
    await after(5);
  }
}

test.each([
  ['within its headers', ['POST /invocations HTTP/1.1', 'host: x', 'x-'], false],
  [
    'within its body',
    ['POST /invocations HTTP/1.1', 'host: x', 'content-length: 9', '', 'abc'],
    false,
  ],
  ['without reading its answer', POST, true],
])('closes even if a client stalls %s', async (_name, lines, reads) => {
  fakeClock();
  const large = Buffer.alloc(64 * 1024 * 1024, 'x');
  const { app, runtime } = appOf({ invoke: async () => answerOf(large) });
  const { socket, send } = await rawConnection(app);
  socket.pause();
  send(...lines);
  await (reads ? until(() => runtime.asked.length > 0) : after(50));
  const end = app.close();
  await timePasses(app, SERVER_LIMITS.stalledSeconds + 2);
  await end;
  expect(runtime.closed).toBe(1);
});

test('closes even if a client never stops sending slowly', async () => {
  fakeClock();
  const { app } = appOf();
  let bytes = () => 0;
  app.server.on('connection', (socket) => (bytes = () => socket.bytesRead));
  const { send } = await rawConnection(app);
  send('POST /invocations HTTP/1.1', 'host: x', 'content-length: 999', '', '');
  await until(() => bytes() > 0);
  let ended = false;
  const end = app.close().then(() => void (ended = true));
  for (let second = 0; second < SERVER_LIMITS.slowClientSeconds; second++) {
    const before = bytes();
    send('x');
    await until(() => bytes() > before);
    await timePasses(app, 1);
  }
  expect(ended).toBe(false);
  await timePasses(app, 2);
  await end;
});

test('does not disconnect a client that waits longer for its answer', async () => {
  fakeClock();
  const answer = Promise.withResolvers<undefined>();
  const { app, runtime } = appOf({
    invoke: async () => {
      await answer.promise;
      return answerOf('late');
    },
  });
  const { send, closed } = await rawConnection(app);
  send(...POST);
  await until(() => runtime.asked.length > 0);
  const end = app.close();
  await timePasses(app, SERVER_LIMITS.slowClientSeconds + 3);
  answer.resolve(undefined);
  expect(await closed()).toMatch(/late$/);
  await end;
});
