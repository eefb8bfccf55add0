import { describe, expect, it } from 'vitest';
import { jsonRequest, observe, readPrediction, sweep } from '../../src/index.ts';
import { minutes, park } from '../../testing/asking.ts';
import { createWorld, ENDPOINT, MODEL, MODELS } from '../../testing/index.ts';

const REASON =
  'The primary container for production variant main did not pass the ping health check. See https://console.aws/x.';

describe('a queued prediction', () => {
  it('without a wake gets one', async () => {
    const { clock, endpoint, store, instance } = createWorld();
    await store.park({ id: '01', model: MODEL.name, request: jsonRequest({}), now: clock.now() });
    await observe(instance(), MODEL);
    expect(endpoint.count('create')).toBe(1);
  });

  it('that was missed when its wake was given up is answered by the next poll', async () => {
    const world = createWorld();
    const { clock, endpoint, store, instance } = world;
    endpoint.failure = REASON;
    await park(world);
    while (store.wakes.get(ENDPOINT.key)?.record.status !== 'failed') await minutes(world, 1);
    await store.park({ id: '01', model: MODEL.name, request: jsonRequest({}), now: clock.now() });
    expect(await readPrediction(instance(), MODELS, '01')).toMatchObject({
      status: 'failed',
      error: { code: 'endpoint_failed' },
    });
  });

  it('counts as a use of the endpoint when it is replayed', async () => {
    const { clock, endpoint, store, instance } = createWorld();
    endpoint.put(ENDPOINT);
    await store.park({ id: '01', model: MODEL.name, request: jsonRequest({}), now: clock.now() });
    await readPrediction(instance(), MODELS, '01');
    expect(store.activity.get(ENDPOINT.key)).toBe(clock.now());
  });
});

describe('events', () => {
  it('may come twice, at once or late, and nothing is done twice', async () => {
    const world = createWorld();
    const { clock, endpoint, instance, deadline } = world;
    const id = await park(world);
    clock.pass(endpoint.creationSeconds);
    const before = endpoint.count('invoke');
    await Promise.all([1, 2, 3].map(() => sweep(instance(), ENDPOINT, [MODEL], deadline())));
    expect(endpoint.count('invoke') - before).toBe(1);
    const answered = await readPrediction(instance(), MODELS, id);
    endpoint.vanish(ENDPOINT);
    await sweep(instance(), ENDPOINT, [MODEL], deadline());
    expect(endpoint.count('create')).toBe(1);
    expect(await readPrediction(instance(), MODELS, id)).toEqual(answered);
  });

  it('may be missing: a failed endpoint without a wake is shown as failed', async () => {
    const { clock, endpoint, instance } = createWorld();
    endpoint.failure = REASON;
    await endpoint.create(ENDPOINT);
    clock.pass(endpoint.creationSeconds);
    expect(await observe(instance(), MODEL)).toMatchObject({ status: 'failed' });
  });
});
