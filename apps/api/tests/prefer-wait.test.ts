import { LIMITS } from '@pilotlight/contracts';
import { ENDPOINT, MODEL } from '@pilotlight/lifecycle/testing';
import { describe, expect, it } from 'vitest';
import { INPUT, testApp } from './helper.ts';

/** Asks with a header `Prefer`; `creationSeconds` is how long a wake takes. */
async function preferring(creationSeconds: number) {
  const test = await testApp();
  test.world.endpoint.creationSeconds = creationSeconds;
  const startedAt = test.world.clock.now();
  const ask = (prefer: string | string[], headers = {}) =>
    test.app.inject({
      method: 'POST',
      url: `/v1/models/${MODEL.name}/predictions`,
      headers: { 'content-type': 'application/json', prefer, ...headers },
      payload: INPUT,
    });
  const seconds = () => (test.world.clock.now() - startedAt) / 1000;
  return { ...test, ask, seconds };
}

describe('Prefer: wait', () => {
  it('holds the request until the endpoint is awake and the model has answered', async () => {
    const { ask, seconds } = await preferring(5);
    const response = await ask('wait=10');
    expect([response.statusCode, response.json()]).toEqual([
      200,
      { model: MODEL.name, output: { echo: { text: 'hello' } }, servedBy: 'endpoint' },
    ]);
    expect(response.headers['preference-applied']).toBe('wait=10');
    expect(response.headers['retry-after']).toBeUndefined();
    expect(seconds()).toBe(5);
  });

  it('answers 202 with the id when the time is over; its prediction is answered later', async () => {
    const { ask, seconds, get, world } = await preferring(30);
    const response = await ask('wait=10');
    expect(response.statusCode).toBe(202);
    expect(seconds()).toBe(10);
    expect(response.headers['preference-applied']).toBe('wait=10');
    expect(response.json()).toMatchObject({ status: 'queued', state: { status: 'waking' } });
    world.clock.pass(20);
    const found = await get(String(response.headers.location));
    expect(found.json()).toMatchObject({ status: 'succeeded' });
  });

  it('holds no longer than API Gateway allows, and says so', async () => {
    const { ask, seconds } = await preferring(60);
    const response = await ask('wait=3600');
    expect([response.statusCode, seconds()]).toEqual([202, LIMITS.heldSeconds]);
    expect(response.headers['preference-applied']).toBe(`wait=${LIMITS.heldSeconds}`);
  });

  it('changes nothing for an awake model', async () => {
    const { ask, seconds, world } = await preferring(5);
    world.endpoint.put(ENDPOINT);
    const response = await ask('wait=10');
    expect([response.statusCode, seconds()]).toEqual([200, 0]);
    expect(world.endpoint.calls).toEqual(['invoke']);
  });

  it('holds a retry with an Idempotency-Key, too', async () => {
    const { ask } = await preferring(15);
    const key = { 'idempotency-key': 'k' };
    const first = await ask('wait=5', key);
    const second = await ask('wait=20', key);
    expect([first.statusCode, second.statusCode]).toEqual([202, 200]);
  });

  it('gives the error of a prediction that fails meanwhile', async () => {
    const { ask, world } = await preferring(3);
    world.endpoint.failure = 'did not pass the ping health check';
    const responses = [await ask('wait=20')];
    while (responses.at(-1)?.statusCode === 202 && responses.length < 200) {
      responses.push(await ask('wait=20', { 'idempotency-key': 'same' }));
    }
    expect(responses.at(-1)?.json()).toMatchObject({ code: 'endpoint_failed' });
  });

  it.each([
    ['WAIT = "4"', 4],
    ['respond-async, wait=4', 4],
    ['wait=4; x=1', 4],
    ['x="a, wait=1", wait=4', 4],
    ['wait=4, wait=9', 4],
    ['wait=0', 0],
  ])('%s means %i seconds', async (prefer, expected) => {
    const { ask, seconds } = await preferring(60);
    const response = await ask(prefer);
    expect(response.headers['preference-applied']).toBe(`wait=${expected}`);
    expect(seconds()).toBe(expected);
  });

  it.each([
    'respond-async',
    'wait',
    'wait=',
    'wait=-1',
    'wait=1.5',
    'wait=soon',
    'wait=1e1',
    'wait="4',
    'waiting=4',
    'wait=x, wait=4',
    'x="wait=4"',
    ';;=,,',
  ])('%s is ignored', async (prefer) => {
    const { ask, seconds } = await preferring(60);
    const response = await ask(prefer);
    expect([response.statusCode, seconds()]).toEqual([202, 0]);
    expect(response.headers['preference-applied']).toBeUndefined();
  });
});
