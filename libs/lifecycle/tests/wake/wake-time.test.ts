import { LIMITS } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { describe, expect, it } from 'vitest';
import {
  jsonRequest,
  observe,
  predict,
  readPrediction,
  sweep,
  wakeEndpoint,
} from '../../src/index.ts';
import { minutes, park } from '../../testing/asking.ts';
import { denied } from '../../testing/simulated-sagemaker.ts';
import {
  createWorld,
  deployedEndpoint,
  deployedModel,
  ENDPOINT,
  MODEL,
  MODELS,
  type World,
} from '../../testing/index.ts';

const input = { premise: 'a' };

const throttled = () => {
  const where = { service: 'SageMaker', operation: 'CreateEndpoint' };
  throw new CloudError('throttled', where, 'Rate exceeded');
};

const noPermission = (operation: string) => () => {
  throw denied(operation);
};

/** Makes CreateEndpoint not find the endpoint configuration. */
function hideConfiguration({ endpoint }: World): void {
  endpoint.configurationVisible = false;
}

const wakeOf = ({ store }: World) => store.wakes.get(ENDPOINT.key)?.record;

/** Sweeps each minute, and ignores errors, as the schedule does. */
async function sweeps(world: World, count: number): Promise<void> {
  for (let minute = 0; minute < count; minute++) await minutes(world, 1).catch(() => undefined);
}

/** Sweeps every ten seconds for as long as a change may take to be visible everywhere in AWS. */
async function markWake(world: World): Promise<void> {
  for (let seconds = 0; seconds < LIMITS.propagationSeconds; seconds += 10) {
    world.clock.pass(10);
    await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline()).catch(() => undefined);
  }
}

describe('a wake that AWS delays', () => {
  it('by throttling CreateEndpoint fails after an hour, and queued predictions get the reason', async () => {
    const world = createWorld();
    world.endpoint.before.create = throttled;
    const id = await park(world);
    await minutes(world, LIMITS.wakeOpenSeconds / 60 - 1);
    expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({ status: 'queued' });
    await minutes(world, 1);
    const reason = expect.stringMatching(
      /within 60 minutes\. SageMaker is throttling calls/,
    ) as string;
    expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
      status: 'failed',
      error: { code: 'endpoint_failed', detail: reason },
    });
    expect(await observe(world.instance(), MODEL)).toMatchObject({ status: 'failed', reason });
    // The endpoint rests, as after any other failure.
    await expect(predict(world.instance(), MODEL, jsonRequest(input))).rejects.toMatchObject({
      code: 'endpoint_failed',
    });
  });

  it('by failing DescribeEndpoint fails after an hour, too', async () => {
    const world = createWorld();
    const id = await park(world);
    const where = { service: 'SageMaker', operation: 'DescribeEndpoint' };
    world.endpoint.before.describe = () => {
      throw new CloudError('unavailable', where, 'down');
    };
    await sweeps(world, LIMITS.wakeOpenSeconds / 60);
    expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
      status: 'failed',
      error: { code: 'endpoint_failed', detail: expect.stringContaining('SageMaker') as string },
    });
  });

  it.each(['Creating', 'Deleting'] as const)(
    'by an endpoint that hangs in %s fails after an hour; the endpoint is used if it still gets ready',
    async (status) => {
      const world = createWorld();
      const id = await park(world);
      world.endpoint.hold(ENDPOINT, status, LIMITS.wakeOpenSeconds + 120);
      await minutes(world, LIMITS.wakeOpenSeconds / 60);
      expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
        status: 'failed',
      });
      expect(world.endpoint.count('create')).toBe(1);
      world.clock.pass(120);
      const kind = status === 'Creating' ? 'answered' : 'parked';
      expect((await predict(world.instance(), MODEL, jsonRequest(input))).kind).toBe(kind);
    },
  );

  it('completes, however late, when the endpoint is in service by then', async () => {
    const world = createWorld();
    const id = await park(world);
    world.clock.pass(2 * LIMITS.wakeOpenSeconds);
    expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
      status: 'succeeded',
    });
    expect(wakeOf(world)?.status).toBe('idle');
  });

  it('and that no sweep has ended does not fail a request one day later', async () => {
    const world = createWorld();
    world.endpoint.before.enable = noPermission('EnableRule');
    await expect(wakeEndpoint(world.instance(), MODEL)).rejects.toMatchObject({
      kind: 'denied',
    });
    world.endpoint.before = {};
    world.clock.pass(24 * 60 * 60);
    expect((await predict(world.instance(), MODEL, jsonRequest(input))).kind).toBe('parked');
    expect(wakeOf(world)).toMatchObject({ requestedAt: world.clock.now(), attempts: 1 });
  });
});

describe('an endpoint configuration that is not visible yet', () => {
  it('does not count as an attempt: the wake stays open until it is visible', async () => {
    const world = createWorld();
    hideConfiguration(world);
    const id = await park(world);
    for (let turn = 1; turn < LIMITS.propagationSeconds / 10; turn++) {
      world.clock.pass(10);
      await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
    }
    expect(world.endpoint.count('create')).toBeGreaterThan(LIMITS.wakeAttempts);
    expect(wakeOf(world)).toMatchObject({ status: 'open', attempts: 0 });
    world.endpoint.configurationVisible = true;
    await minutes(world, 1);
    expect(wakeOf(world)).toMatchObject({ attempts: 1 });
    expect(wakeOf(world)).not.toHaveProperty('refusedSince');
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('or was deleted fails the wake after the propagation time, and queued predictions get the reason', async () => {
    const world = createWorld();
    hideConfiguration(world);
    const id = await park(world);
    await markWake(world);
    const detail = 'SageMaker does not find the endpoint configuration.';
    expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
      status: 'failed',
      error: { code: 'endpoint_failed', detail },
    });
    expect(wakeOf(world)).toMatchObject({ status: 'failed', reason: detail });
    // The next wake tries only once; for another configuration it waits again.
    const tried = world.endpoint.count('create');
    world.clock.pass(LIMITS.failedRestSeconds.least);
    await expect(predict(world.instance(), MODEL, jsonRequest(input))).rejects.toMatchObject({
      code: 'endpoint_failed',
    });
    expect(world.endpoint.count('create')).toBe(tried + 1);
    const other = deployedEndpoint('entailment', { endpointConfigName: 'config-2' });
    const moved = deployedModel('entailment', other);
    expect((await predict(world.instance(), moved, jsonRequest(input))).kind).toBe('parked');
  });
});

describe('a missing permission', () => {
  it('is waited for during the propagation time of IAM: predictions stay queued, no attempt counts', async () => {
    const world = createWorld();
    world.endpoint.before.create = noPermission('CreateEndpoint');
    const id = await park(world);
    for (let turn = 1; turn < LIMITS.propagationSeconds / 10; turn++) {
      world.clock.pass(10);
      await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
    }
    expect(world.endpoint.count('create')).toBeGreaterThan(LIMITS.wakeAttempts);
    world.endpoint.before = {};
    await minutes(world, 1);
    expect(wakeOf(world)).toMatchObject({ status: 'open', attempts: 1 });
    world.clock.pass(world.endpoint.creationSeconds);
    expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('fails the wake after that: queued predictions fail, and new requests fail at once', async () => {
    const world = createWorld();
    world.endpoint.before.create = noPermission('CreateEndpoint');
    const id = await park(world);
    await markWake(world);
    expect(await readPrediction(world.instance(), MODELS, id)).toMatchObject({
      status: 'failed',
      error: { code: 'cloud_denied', detail: expect.stringContaining('CreateEndpoint') as string },
    });
    const state = await observe(world.instance(), MODEL);
    expect(state).toMatchObject({ status: 'failed' });
    expect(state.reason).toContain('not permitted');
    await expect(predict(world.instance(), MODEL, jsonRequest(input))).rejects.toMatchObject({
      kind: 'denied',
    });
    // Once it is granted, the next request is accepted.
    world.endpoint.before = {};
    expect((await predict(world.instance(), MODEL, jsonRequest(input))).kind).toBe('parked');
  });

  it('for EnableRule is an error at once: without the schedule nothing can be accepted', async () => {
    const world = createWorld();
    const { endpoint, instance } = world;
    endpoint.before.enable = noPermission('EnableRule');
    await expect(wakeEndpoint(instance(), MODEL)).rejects.toMatchObject({ kind: 'denied' });
    world.clock.pass(LIMITS.propagationSeconds);
    expect(await observe(instance(), MODEL)).toEqual({ status: 'unknown' });
    const state = await observe(instance(), MODEL);
    expect(state).toMatchObject({ status: 'failed' });
    expect(state.reason).toContain('not permitted');
    expect(endpoint.count('create')).toBe(0);
  });
});
