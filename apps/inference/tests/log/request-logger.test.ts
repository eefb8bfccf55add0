import { OverloadedError } from '@pilotlight/model-runtime';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { SERVER_LIMITS } from '../../src/limits.ts';
import { appOf } from '../support/test-app.ts';

const post = (app: FastifyInstance, payload = '{"text":"a private text"}', headers = {}) =>
  app.inject({
    method: 'POST',
    url: '/invocations?q=private',
    payload,
    headers: {
      'content-type': 'application/json',
      'x-amzn-sagemaker-inference-id': 'mine',
      ...headers,
    },
  });

test('writes one line per request, with its timings and without its input', async () => {
  const { app, log } = appOf();
  await post(app);
  expect(log.lines).toEqual([
    {
      level: 30,
      time: expect.any(Number) as number,
      reqId: 'mine',
      method: 'POST',
      path: '/invocations',
      status: 200,
      milliseconds: expect.any(Number) as number,
      requestBytes: 25,
      responseBytes: 3,
      model: 'double',
      queueMilliseconds: 1.25,
      parseMilliseconds: 0.5,
      predictMilliseconds: 3,
      formatMilliseconds: 0.25,
      batchSize: 2,
      msg: 'request',
    },
  ]);
});

test('logs why a request was refused', async () => {
  const { app, log } = appOf({ refusal: () => new OverloadedError(1) });
  await post(app);
  await app.inject('/nothing');
  expect(log.lines).toMatchObject([
    { status: 503, code: 'overloaded', model: 'double' },
    { status: 404, code: 'route_unknown', path: '/nothing' },
  ]);
  expect(log.lines[1]).not.toHaveProperty('model');
});

test('logs the input if LOG_INPUT is set, up to a limit', async () => {
  const { app, log } = appOf({}, { LOG_INPUT: 'true' });
  await post(app);
  await post(app, 'x'.repeat(SERVER_LIMITS.loggedInputBytes + 1));
  expect(log.lines.map(({ input }) => input)).toEqual([
    '{"text":"a private text"}',
    'x'.repeat(SERVER_LIMITS.loggedInputBytes),
  ]);
});

test('does not log successful pings and scrapes', async () => {
  const { app, log } = appOf();
  await app.inject('/ping');
  await app.inject('/metrics');
  await app.inject('/execution-parameters');
  expect(log.lines.map(({ path }) => path)).toEqual(['/execution-parameters']);
});
