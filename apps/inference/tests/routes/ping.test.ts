import { expect, test } from 'vitest';
import { appOf } from '../support/test-app.ts';

test('is 200 and empty when an invocation would be answered', async () => {
  const { app } = appOf();
  const { statusCode, body } = await app.inject('/ping');
  expect([statusCode, body]).toEqual([200, '']);
});

test('is 503 with the reason when it would not', async () => {
  const { app } = appOf({ unready: () => 'the model is being loaded' });
  const { statusCode, headers, body } = await app.inject('/ping');
  expect([statusCode, headers['content-type'], body]).toEqual([
    503,
    'text/plain; charset=utf-8',
    'the model is being loaded',
  ]);
});

test('is answered while all invocations wait', async () => {
  const { app } = appOf({ invoke: () => new Promise(() => undefined) });
  const waiting = Array.from({ length: 100 }, () =>
    app.inject({ method: 'POST', url: '/invocations', payload: '{}' }).catch(() => undefined),
  );
  expect((await app.inject('/ping')).statusCode).toBe(200);
  expect(waiting).toHaveLength(100);
});

test('is logged once per reason for a failure, and not while it succeeds', async () => {
  const reasons = ['loading', 'loading', 'loading', undefined, undefined, 'lost', 'lost', 'gone'];
  const { app, log } = appOf({ unready: () => reasons.shift() });
  for (let turn = reasons.length; turn > 0; turn--) await app.inject('/ping');
  expect(log.lines).toMatchObject(
    ['loading', 'lost', 'gone'].map((unready) => ({
      path: '/ping',
      status: 503,
      unready,
      msg: 'request',
    })),
  );
});
