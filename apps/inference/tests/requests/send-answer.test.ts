import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { answerOf, TIMINGS } from '../support/fake-runtime.ts';
import { rawConnection } from '../support/raw-connection.ts';
import { appOf } from '../support/test-app.ts';

const POST = ['POST /invocations HTTP/1.1', 'host: x', 'content-length: 0', '', ''];

test('sends the parts of a stream as they are yielded', async () => {
  const next = Promise.withResolvers<undefined>();
  async function* parts() {
    yield 'one\n';
    await next.promise;
    yield Buffer.from('zw\u00f6lf\n');
  }
  const { app, log } = appOf({ invoke: async () => answerOf(parts(), 'application/jsonl') });
  const { send, received } = await rawConnection(app);
  send(...POST);
  const first = await received(/one\n\r\n$/);
  expect(first).toContain('content-type: application/jsonl\r\n');
  expect(first).toContain('Transfer-Encoding: chunked');
  // Logged once it has ended.
  expect(log.requests()).toEqual([]);
  next.resolve(undefined);
  await received(/\r\n0\r\n\r\n$/);
  const lines = await log.requestsOf(1);
  expect(lines).toMatchObject([{ status: 200, responseBytes: 11, batchSize: 2 }]);
  expect(lines[0]).not.toHaveProperty('code');
});

test('reads no faster than the client, and ends the stream when it leaves', async () => {
  let made = 0;
  const ended = Promise.withResolvers<undefined>();
  async function* parts() {
    try {
      for (; made < 10_000; made++) yield Buffer.alloc(64 * 1024);
    } finally {
      ended.resolve(undefined);
    }
  }
  const { app, log } = appOf({ invoke: async () => answerOf(parts()) });
  const { send, socket, received } = await rawConnection(app);
  send(...POST);
  await received(/HTTP/);
  socket.pause();
  let before = -1;
  while (made !== before) {
    before = made;
    await after(50);
  }
  expect(made).toBeLessThan(5_000);
  socket.destroy();
  await ended.promise;
  const lines = await log.requestsOf(1);
  expect(made).toBeLessThan(10_000);
  expect(lines).toMatchObject([{ status: 200, code: 'client_left' }]);
});

test('closes the connection when a stream breaks, and logs why', async () => {
  async function* parts() {
    yield 'one\n';
    await after(1);
    throw new Error('a secret of the handler');
  }
  const { app, log } = appOf({
    invoke: async () => ({ ...answerOf(parts()), timings: Promise.reject(new Error('broken')) }),
  });
  const { send, closed } = await rawConnection(app);
  send(...POST);
  const answer = await closed();
  expect(answer).toContain('one\n');
  expect(answer).not.toContain('secret');
  expect(answer).not.toContain('\r\n0\r\n\r\n');
  expect(await log.requestsOf(1)).toMatchObject([{ status: 200, code: 'stream_broken' }]);
  expect(JSON.stringify(log.lines)).toContain('a secret of the handler');
});

test('answers a stream that breaks before its first part with a problem document', async () => {
  const next = () => Promise.reject(new Error('a secret of the handler'));
  const parts: AsyncIterable<string> = { [Symbol.asyncIterator]: () => ({ next }) };
  const { app } = appOf({ invoke: async () => answerOf(parts) });
  const response = await app.inject({ method: 'POST', url: '/invocations' });
  expect(response.json()).toMatchObject({ status: 500, code: 'internal' });
  expect(response.headers['content-type']).toBe('application/problem+json');
});

test('cancels the invocation when the client leaves', async () => {
  const { app, runtime, log } = appOf({
    invoke: (_invocation, caller) =>
      new Promise((_resolve, reject) => {
        if (caller) caller.onLeave = () => reject(new Error('left'));
      }),
  });
  const { send, socket } = await rawConnection(app);
  send(...POST);
  while (runtime.asked.length === 0) await after(1);
  expect(runtime.asked[0]?.caller?.left).toBe(false);
  socket.destroy();
  const lines = await log.requestsOf(1);
  expect(runtime.asked[0]?.caller?.left).toBe(true);
  expect(lines).toMatchObject([{ status: 499, code: 'client_left', msg: 'request' }]);
});

test('ends a stream whose client has left before the answer', async () => {
  let ended = false;
  const answer = Promise.withResolvers<undefined>();
  const iterator = {
    next: async () => ({ done: false, value: 'part' }) as const,
    return: async () => {
      ended = true;
      return { done: true, value: undefined } as const;
    },
  };
  const parts = { [Symbol.asyncIterator]: () => iterator };
  const { app, runtime } = appOf({
    invoke: async () => {
      await answer.promise;
      return { ...answerOf(parts), timings: Promise.resolve(TIMINGS) };
    },
  });
  const { send, socket } = await rawConnection(app);
  send(...POST);
  while (runtime.asked.length === 0) await after(1);
  socket.destroy();
  while (!runtime.asked[0]?.caller?.left) await after(1);
  answer.resolve(undefined);
  while (!ended) await after(1);
  expect(ended).toBe(true);
});

test('ends a stream whose reader leaves between two parts', async () => {
  const left = Promise.withResolvers<IteratorReturnResult<undefined>>();
  let given = 0;
  const iterator = {
    // The second part never comes, unless the reader leaves.
    next: () =>
      given++ === 0 ? Promise.resolve({ done: false, value: 'one' } as const) : left.promise,
    return: async () => {
      left.resolve({ done: true, value: undefined });
      return left.promise;
    },
  };
  const parts = { [Symbol.asyncIterator]: () => iterator };
  const { app } = appOf({ invoke: async () => answerOf(parts) });
  const { send, socket } = await rawConnection(app);
  send(...POST);
  while (given < 2) await after(1);
  socket.destroy();
  expect(await left.promise).toEqual({ done: true, value: undefined });
});

test('does not log the client of an answered invocation as left', async () => {
  const { app, runtime } = appOf();
  await app.inject({ method: 'POST', url: '/invocations' });
  await after(0);
  expect(runtime.asked[0]?.caller?.left).toBe(false);
});
