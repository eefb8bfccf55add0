import { Socket } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { answerOf } from './support/fake-runtime.ts';
import { rawConnection } from './support/raw-connection.ts';
import { appOf } from './support/test-app.ts';

const POST = ['POST /invocations HTTP/1.1', 'host: x', 'content-length: 0', '', ''];

test('answers what is in flight, tells its connection to end, and then is closed', async () => {
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

test('answers what had arrived, but was not read yet', async () => {
  const { app } = appOf({ invoke: async () => answerOf('late') });
  const { send, closed } = await rawConnection(app);
  send(...POST);
  const end = app.close();
  expect(await closed()).toMatch(/late$/);
  await end;
});

test('answers a burst of connections of which hardly one was accepted yet', async () => {
  const { app } = appOf({ invoke: async () => answerOf('late') });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const burst = await Promise.all(Array.from({ length: 50 }, () => rawConnection(app)));
  burst.forEach(({ send }) => send(...POST));
  const end = app.close();
  for (const { closed } of burst) expect(await closed()).toMatch(/late$/);
  await end;
});

test('ends though connections come without an end', async () => {
  const { app } = appOf();
  await app.listen({ port: 0, host: '127.0.0.1' });
  let ended = false;
  onTestFinished(() => void (ended = true));
  const again = () => {
    if (ended) return;
    app.server.emit('connection', new Socket());
    setImmediate(again);
  };
  again();
  await app.close();
  expect(app.server.listening).toBe(false);
});

test('ends the connection of a stream that began before, once it is over', async () => {
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
