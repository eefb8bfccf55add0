import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import {
  jsonRequest,
  observe,
  predict,
  predictOnce,
  readPrediction,
  reap,
  sweepAlwaysOn,
  wakeEndpoint,
} from '../../src/index.ts';
import {
  containerError,
  createWorld,
  denied,
  functionModel,
  INTERVAL_SECONDS,
  serverlessModel,
  throttled,
  type World,
} from '../../testing/index.ts';

const FUNCTION = functionModel('function');
const SERVERLESS = serverlessModel();

const request = (n = 1) => jsonRequest({ n });

describe.each([
  ['function', FUNCTION, 'lambda', 'pilotlight-test-model-entailment'],
  ['serverless', SERVERLESS, 'serverless', 'pilotlight-test-entailment--serverless'],
] as const)('a model in mode %s', (servedBy, model, host, name) => {
  const answer = { kind: 'answered', output: { echo: { n: 1 } }, servedBy };

  /** The next `times` requests to the host meet `error`. */
  function fail(world: World, times: number, error: () => unknown = throttled): void {
    let left = times;
    world[host].before = () => {
      if (left-- > 0) throw error();
    };
  }

  async function park(world: World): Promise<string> {
    fail(world, 100);
    const parked = await predict(world.instance(), model, request());
    if (parked.kind !== 'parked') throw new Error('it was not parked');
    fail(world, 0);
    return parked.prediction.id;
  }

  const read = (world: World, id: string) =>
    readPrediction(world.instance(), new Map([[model.name, model]]), id);

  const unavailable = () =>
    new CloudError('unavailable', { service: 'X', operation: 'Y' }, 'ServiceUnavailable');

  it('is answered by one call and no other', async () => {
    const world = createWorld();
    expect(await predict(world.instance(), model, request())).toEqual(answer);
    expect(world[host].calls).toEqual([name]);
    expect([world.endpoint.calls, world.store.calls]).toEqual([[], []]);
  });

  it('is ready, and a wake has nothing to do', async () => {
    const world = createWorld();
    const ready = { status: 'ready', answersFrom: servedBy };
    expect(await observe(world.instance(), model)).toEqual(ready);
    expect(await wakeEndpoint(world.instance(), model)).toEqual(ready);
    expect(world.endpoint.calls).toEqual([]);
  });

  it.each([
    ['throttled', throttled],
    ['out of reach', unavailable],
  ])('is asked again while it is %s, for as long as its caller can wait', async (_, error) => {
    const world = createWorld();
    fail(world, 3, error);
    const began = world.clock.now();
    expect(await predict(world.instance(), model, request())).toEqual(answer);
    expect(world.clock.now() - began).toBeLessThan(LIMITS.throttledSeconds * 1000 + 200);
    expect(world[host].calls).toHaveLength(4);
  });

  it('is asked again while it has no room, for as long as its caller can wait', async () => {
    const world = createWorld();
    const { answer: usual } = world[host];
    world[host].answer = (...given) =>
      world[host].calls.length < 4 ? containerError(429, 'not ready') : usual(...given);
    expect(await predict(world.instance(), model, request())).toEqual(answer);
  });

  it('has its prediction parked when it stays throttled, with the schedule enabled', async () => {
    const world = createWorld();
    const id = await park(world);
    expect(world.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', event: 'host_not_reached', model: model.name }),
    );
    expect(world.schedule.enabled).toBe(true);
    expect(world.endpoint.calls).toEqual(['enable']);
    expect(await observe(world.instance(), model)).toMatchObject({ status: 'ready', queued: 1 });
    expect(await read(world, id)).toMatchObject({
      status: 'succeeded',
      output: { echo: { n: 1 } },
      servedBy,
    });
  });

  it.each([
    ['out of reach', () => Promise.reject(unavailable())],
    ['without room', () => Promise.resolve(containerError(503, 'starting'))],
    ['absent', () => Promise.resolve({ kind: 'absent' } as const)],
  ])('has its prediction parked while it is %s, and answered afterwards', async (_, reply) => {
    const world = createWorld();
    const { ask } = world[host];
    world[host].ask = reply;
    const parked = await predict(world.instance(), model, request());
    if (parked.kind !== 'parked') throw new Error('it was not parked');
    world[host].ask = ask;
    expect(await read(world, parked.prediction.id)).toMatchObject({ status: 'succeeded' });
  });

  it('has a prediction failed for which nothing was there for an hour', async () => {
    const world = createWorld();
    const id = await park(world);
    world[host].answer = () => ({ kind: 'absent' });
    world.clock.pass(LIMITS.absentSeconds - 60);
    await sweepAlwaysOn(world.instance(), model, world.deadline());
    expect(await read(world, id)).toMatchObject({ status: 'queued' });
    world.clock.pass(60);
    await sweepAlwaysOn(world.instance(), model, world.deadline());
    expect(await read(world, id)).toMatchObject({
      status: 'failed',
      error: { code: 'endpoint_failed' },
    });
  });

  it('has its parked predictions answered by a sweep, and the schedule kept until then', async () => {
    const world = createWorld();
    const id = await park(world);
    const run = () =>
      reap(world.instance(), [model], { activityIntervalSeconds: INTERVAL_SECONDS });
    world.clock.pass(LIMITS.queueSettleSeconds + 1);
    await run();
    expect(world.schedule.enabled).toBe(true);
    const swept = await sweepAlwaysOn(world.instance(), model, world.deadline());
    expect(swept).toEqual({ model: 'entailment', answered: 1 });
    expect(await read(world, id)).toMatchObject({ status: 'succeeded' });
    await run();
    expect(world.schedule.enabled).toBe(false);
  });

  it('has the schedule kept for a prediction that the index of the queue does not show yet', async () => {
    const world = createWorld();
    world.store.indexLagMilliseconds = 10_000;
    const id = await park(world);
    const run = () =>
      reap(world.instance(), [model], { activityIntervalSeconds: INTERVAL_SECONDS });
    await run();
    expect(world.schedule.enabled).toBe(true);
    world.clock.pass(LIMITS.queueSettleSeconds + 1);
    await sweepAlwaysOn(world.instance(), model, world.deadline());
    expect(await read(world, id)).toMatchObject({ status: 'succeeded' });
    // The index shows it for as long after its answer.
    world.clock.pass(10);
    await run();
    expect(world.schedule.enabled).toBe(false);
  });

  it.each([
    ['was killed', containerError(0, 'signal: killed'), 'model_error'],
    ['rejected the input', containerError(422, 'no'), 'model_rejected'],
    ['gets more than it takes', containerError(413, 'large'), 'body_too_large'],
  ])('that %s is an error, as nothing else could answer', async (_, asked, code) => {
    const world = createWorld();
    world[host].answer = () => asked;
    await expect(predict(world.instance(), model, request())).rejects.toMatchObject({ code });
    expect(world.store.rows.size).toBe(0);
  });

  it('is refused when it may not be asked', async () => {
    const world = createWorld();
    fail(world, 1, () => denied('InvokeEndpoint'));
    await expect(predict(world.instance(), model, request())).rejects.toMatchObject({
      kind: 'denied',
    });
    expect(world[host].calls).toHaveLength(1);
  });

  it('keeps one answer for one key', async () => {
    const world = createWorld();
    const once = () => predictOnce(world.instance(), model, request(), 'key');
    expect(await once()).toEqual(answer);
    expect(await once()).toEqual(answer);
    expect(world[host].calls).toHaveLength(1);
  });

  it('has a prediction with a key parked when it is throttled', async () => {
    const world = createWorld();
    fail(world, 100);
    const once = () => predictOnce(world.instance(), model, request(), 'key');
    expect((await once()).kind).toBe('parked');
    expect(world.schedule.enabled).toBe(true);
    fail(world, 0);
    world.clock.pass(LIMITS.replayPauseSeconds.most);
    expect(await once()).toEqual(answer);
  });
});

describe('a request that took too long', () => {
  it('is an error of a function: nothing else could answer', async () => {
    const world = createWorld();
    world.lambda.answer = () => ({ kind: 'timed-out' });
    await expect(predict(world.instance(), FUNCTION, request())).rejects.toMatchObject({
      code: 'model_timeout',
    });
    expect(world.store.rows.size).toBe(0);
  });

  it('of a serverless endpoint that was starting is answered by a later try', async () => {
    const world = createWorld();
    const { answer: usual } = world.serverless;
    world.serverless.answer = () => ({ kind: 'timed-out' });
    const parked = await predict(world.instance(), SERVERLESS, request());
    if (parked.kind !== 'parked') throw new Error('it was not parked');
    world.serverless.answer = usual;
    await sweepAlwaysOn(world.instance(), SERVERLESS, world.deadline());
    expect(world.store.rows.get(parked.prediction.id)).toMatchObject({ status: 'succeeded' });
  });

  it('of a serverless endpoint that is too slow for it ends with that error', async () => {
    const world = createWorld();
    world.serverless.answer = () => ({ kind: 'timed-out' });
    const parked = await predict(world.instance(), SERVERLESS, request());
    if (parked.kind !== 'parked') throw new Error('it was not parked');
    await sweepAlwaysOn(world.instance(), SERVERLESS, world.deadline());
    expect(world.serverless.calls).toHaveLength(1 + LIMITS.replayAttempts);
    expect(world.store.rows.get(parked.prediction.id)).toMatchObject({
      status: 'failed',
      error: { code: 'model_timeout' },
    });
  });
});
