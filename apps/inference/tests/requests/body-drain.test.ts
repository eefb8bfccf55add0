import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { OverloadedError } from '@pilotlight/model-runtime';
import { afterEach, expect, test, vi } from 'vitest';
import { SERVER_LIMITS } from '../../src/limits.ts';
import { BodyDrain } from '../../src/requests/body-drain.ts';
import { rawConnection } from '../support/raw-connection.ts';
import { appOf } from '../support/test-app.ts';

const { drainedBodies, drainSeconds } = SERVER_LIMITS;
afterEach(() => void vi.useRealTimers());

/** Adds bodies that have been received in part to a drain. */
function drainOf(count: number) {
  const drain = new BodyDrain();
  const bodies = Array.from({ length: count }, () => new PassThrough({ autoDestroy: false }));
  for (const body of bodies) {
    body.write('half');
    drain.add(body as unknown as IncomingMessage);
  }
  return { bodies, flowing: () => bodies.map((body) => body.readableFlowing) };
}

const firsts = (count: number, of: number) =>
  Array.from({ length: of }, (_, index) => index < count);

test('reads a few at a time, and the next when one has ended', async () => {
  const { bodies, flowing } = drainOf(5);
  await nextTurn();
  expect(flowing()).toEqual(firsts(drainedBodies, 5));
  for (let ended = 0; ended < 5; ended++) {
    bodies[ended]?.end('rest');
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    expect(flowing()).toEqual(firsts(drainedBodies + ended + 1, 5));
  }
  expect(bodies.every((body) => body.readableEnded)).toBe(true);
});

test('closes a body that stalls, and reads the next', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { bodies, flowing } = drainOf(drainedBodies + 1);
  vi.advanceTimersByTime(drainSeconds * 1000);
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  expect(bodies.map(({ destroyed }) => destroyed)).toEqual(
    firsts(drainedBodies, drainedBodies + 1),
  );
  expect(flowing().at(-1)).toBe(true);
});

test('answers large refused bodies, and keeps their connections', async () => {
  let full = true;
  const { app, runtime } = appOf({ refusal: () => (full ? new OverloadedError(1) : undefined) });
  const large = Buffer.alloc(3 * 1024 * 1024, 32);
  const head = ['POST /invocations HTTP/1.1', 'host: x', `content-length: ${large.length}`, '', ''];
  const connections = await Promise.all(Array.from({ length: 8 }, () => rawConnection(app)));
  for (const { send, socket } of connections) {
    send(...head);
    socket.write(large);
  }
  for (const { received } of connections) {
    expect(await received(/overloaded.*}$/)).not.toContain('connection: close');
  }
  full = false;
  for (const { send, received } of connections) {
    send('POST /invocations HTTP/1.1', 'host: x', 'content-length: 2', '', '{}');
    await received(/yes$/);
  }
  expect(runtime.asked).toHaveLength(8);
});
