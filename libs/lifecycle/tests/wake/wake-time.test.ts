import { LIMITS } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { CloudError, observe, predict, readPrediction, sweep, wakeModel } from '../../src/index.ts';
import { minutes, park } from '../fakes/asking.ts';
import { denied } from '../fakes/endpoint.ts';
import { createWorld, MODEL, type World } from '../fakes/world.ts';

const input = { premise: 'a' };

const throttled = () => {
  const where = { service: 'SageMaker', operation: 'CreateEndpoint' };
  throw new CloudError('throttled', where, 'Rate exceeded');
};

const noPermission = (operation: string) => () => {
  throw denied(operation);
};

/** SageMaker does not find the endpoint configuration. */
function hideConfiguration({ endpoint }: World): void {
  endpoint.configurationVisible = false;
}

const wakeOf = ({ store }: World) => store.wakes.get(MODEL)?.record;

/** Sweeps each minute; what a sweep throws is in the function's log, and the next one comes all the same. */
async function sweeps(world: World, count: number): Promise<void> {
  for (let minute = 0; minute < count; minute++) await minutes(world, 1).catch(() => undefined);
}

/** Sweeps every ten seconds for as long as AWS may take to see a change everywhere. */
async function settle(world: World): Promise<void> {
  for (let seconds = 0; seconds < LIMITS.propagationSeconds; seconds += 10) {
    world.clock.pass(10);
    await sweep(world.instance(), MODEL, world.deadline()).catch(() => undefined);
  }
}

describe('a wake that AWS holds up', () => {
  it('by a CreateEndpoint that is throttled for ever fails after an hour, and those who wait hear why', async () => {
    const world = createWorld();
    world.endpoint.before.create = throttled;
    const id = await park(world);
    await minutes(world, LIMITS.wakeOpenSeconds / 60 - 1);
    expect(await readPrediction(world.instance(), id)).toMatchObject({ status: 'queued' });
    await minutes(world, 1);
    const reason = expect.stringMatching(
      /within 60 minutes\. SageMaker takes no more calls/,
    ) as string;
    expect(await readPrediction(world.instance(), id)).toMatchObject({
      status: 'failed',
      error: { code: 'endpoint_failed', detail: reason },
    });
    expect(await observe(world.instance(), MODEL)).toMatchObject({ status: 'failed', reason });
    // The rest that follows is the same as after any other failure.
    await expect(predict(world.instance(), MODEL, input)).rejects.toMatchObject({
      code: 'endpoint_failed',
    });
  });

  it('by an endpoint that nobody can look at fails after an hour, too', async () => {
    const world = createWorld();
    const id = await park(world);
    const where = { service: 'SageMaker', operation: 'DescribeEndpoint' };
    world.endpoint.before.describe = () => {
      throw new CloudError('unavailable', where, 'down');
    };
    await sweeps(world, LIMITS.wakeOpenSeconds / 60);
    expect(await readPrediction(world.instance(), id)).toMatchObject({
      status: 'failed',
      error: { code: 'endpoint_failed', detail: expect.stringContaining('SageMaker') as string },
    });
  });

  it.each(['Creating', 'Deleting'] as const)(
    'by an endpoint that hangs in %s fails after an hour, and uses it if it comes after all',
    async (status) => {
      const world = createWorld();
      const id = await park(world);
      world.endpoint.hold(MODEL, status, LIMITS.wakeOpenSeconds + 120);
      await minutes(world, LIMITS.wakeOpenSeconds / 60);
      expect(await readPrediction(world.instance(), id)).toMatchObject({ status: 'failed' });
      expect(world.endpoint.count('create')).toBe(1);
      world.clock.pass(120);
      const kind = status === 'Creating' ? 'answered' : 'parked';
      expect((await predict(world.instance(), MODEL, input)).kind).toBe(kind);
    },
  );

  it('is completed, however late, when the endpoint is in service by then', async () => {
    const world = createWorld();
    const id = await park(world);
    world.clock.pass(2 * LIMITS.wakeOpenSeconds);
    expect(await readPrediction(world.instance(), id)).toMatchObject({ status: 'succeeded' });
    expect(wakeOf(world)?.status).toBe('idle');
  });

  it('and that nobody has taken on since is not held against who asks a day later', async () => {
    const world = createWorld();
    world.endpoint.before.enable = noPermission('EnableRule');
    await expect(wakeModel(world.instance(), MODEL)).rejects.toMatchObject({ kind: 'denied' });
    world.endpoint.before = {};
    world.clock.pass(24 * 60 * 60);
    expect((await predict(world.instance(), MODEL, input)).kind).toBe('parked');
    expect(wakeOf(world)).toMatchObject({ requestedAt: world.clock.now(), attempts: 1 });
  });
});

describe('an endpoint configuration that is not visible yet', () => {
  it('is no attempt: the wake goes on until it is', async () => {
    const world = createWorld();
    hideConfiguration(world);
    const id = await park(world);
    for (let turn = 1; turn < LIMITS.propagationSeconds / 10; turn++) {
      world.clock.pass(10);
      await sweep(world.instance(), MODEL, world.deadline());
    }
    expect(world.endpoint.count('create')).toBeGreaterThan(LIMITS.wakeAttempts);
    expect(wakeOf(world)).toMatchObject({ status: 'open', attempts: 0 });
    world.endpoint.configurationVisible = true;
    await minutes(world, 1);
    expect(wakeOf(world)).toMatchObject({ attempts: 1 });
    expect(wakeOf(world)).not.toHaveProperty('refusedSince');
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await readPrediction(world.instance(), id)).toMatchObject({ status: 'succeeded' });
  });

  it('or has been deleted fails the wake once it must be visible, and those who wait hear why', async () => {
    const world = createWorld();
    hideConfiguration(world);
    const id = await park(world);
    await settle(world);
    const detail = 'SageMaker does not find the endpoint configuration.';
    expect(await readPrediction(world.instance(), id)).toMatchObject({
      status: 'failed',
      error: { code: 'endpoint_failed', detail },
    });
    expect(wakeOf(world)).toMatchObject({ status: 'failed', reason: detail });
    // The next wake tries once; another configuration is waited for again.
    const tried = world.endpoint.count('create');
    world.clock.pass(LIMITS.failedRestSeconds.least);
    await expect(predict(world.instance(), MODEL, input)).rejects.toMatchObject({
      code: 'endpoint_failed',
    });
    expect(world.endpoint.count('create')).toBe(tried + 1);
    world.endpoint.configuration = 'config-2';
    expect((await predict(world.instance(), MODEL, input)).kind).toBe('parked');
  });
});

describe('a permission that is missing', () => {
  it('while IAM settles is waited for: those who ask wait, and no attempt counts', async () => {
    const world = createWorld();
    world.endpoint.before.create = noPermission('CreateEndpoint');
    const id = await park(world);
    for (let turn = 1; turn < LIMITS.propagationSeconds / 10; turn++) {
      world.clock.pass(10);
      await sweep(world.instance(), MODEL, world.deadline());
    }
    expect(world.endpoint.count('create')).toBeGreaterThan(LIMITS.wakeAttempts);
    world.endpoint.before = {};
    await minutes(world, 1);
    expect(wakeOf(world)).toMatchObject({ status: 'open', attempts: 1 });
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await readPrediction(world.instance(), id)).toMatchObject({ status: 'succeeded' });
  });

  it('for longer fails the wake: those who wait hear it, and who asks next hears it at once', async () => {
    const world = createWorld();
    world.endpoint.before.create = noPermission('CreateEndpoint');
    const id = await park(world);
    await settle(world);
    expect(await readPrediction(world.instance(), id)).toMatchObject({
      status: 'failed',
      error: { code: 'cloud_denied', detail: expect.stringContaining('CreateEndpoint') as string },
    });
    const state = await observe(world.instance(), MODEL);
    expect(state).toMatchObject({ status: 'failed' });
    expect(state.reason).toContain('not permitted');
    await expect(predict(world.instance(), MODEL, input)).rejects.toMatchObject({ kind: 'denied' });
    // Once it is granted, the next one goes through.
    world.endpoint.before = {};
    expect((await predict(world.instance(), MODEL, input)).kind).toBe('parked');
  });

  it('to enable the schedule is told at once, for without it nothing may be promised', async () => {
    const world = createWorld();
    const { endpoint, instance } = world;
    endpoint.before.enable = noPermission('EnableRule');
    await expect(wakeModel(instance(), MODEL)).rejects.toMatchObject({ kind: 'denied' });
    world.clock.pass(LIMITS.propagationSeconds);
    expect(await observe(instance(), MODEL)).toEqual({ status: 'unknown' });
    const state = await observe(instance(), MODEL);
    expect(state).toMatchObject({ status: 'failed' });
    expect(state.reason).toContain('not permitted');
    expect(endpoint.count('create')).toBe(0);
  });
});
