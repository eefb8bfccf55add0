import { describe, expect, it } from 'vitest';
import { observe, readPrediction, reap, sweep } from '../../src/index.ts';
import { denied } from '../../testing/simulated-sagemaker.ts';
import { park } from '../../testing/asking.ts';
import {
  createWorld,
  deployedEndpoint,
  deployedModel,
  ENDPOINT,
  INTERVAL_SECONDS,
  MODEL,
  MODELS,
  type World,
} from '../../testing/index.ts';

const OPTIONS = { activityIntervalSeconds: INTERVAL_SECONDS };

const run = (world: World, endpoint = ENDPOINT) =>
  reap(world.instance(), [deployedModel(endpoint.key, endpoint)], OPTIONS);

const counted = (world: World) => world.ledgers.rows.get(ENDPOINT.key)?.ledger;

describe('the awake time of an endpoint', () => {
  it('is counted by every run of the reaper, up to the one that deletes it', async () => {
    const world = createWorld();
    await run(world);
    expect(counted(world)).toMatchObject({ since: world.clock.now(), awakeMilliseconds: 0 });
    world.clock.pass(100);
    world.endpoint.put(ENDPOINT);
    world.store.activity.set(ENDPOINT.key, world.clock.now());
    for (let look = 0; look < 4; look++) {
      world.clock.pass(800);
      await run(world);
    }
    expect(world.endpoint.look(ENDPOINT)?.status).toBe('Deleting');
    expect(counted(world)?.awakeMilliseconds).toBe(3_200_000);
    world.clock.pass(800);
    await run(world);
    expect(counted(world)?.awakeMilliseconds).toBe(3_200_000);
  });

  it('is counted by the sweep', async () => {
    const world = createWorld();
    await park(world);
    world.clock.pass(world.endpoint.creationSeconds);
    await sweep(world.instance(), ENDPOINT, [MODEL], world.deadline());
    expect(counted(world)?.awakeMilliseconds).toBe(world.endpoint.creationSeconds * 1000);
  });

  it('is counted once by a reaper and a sweep at the same time', async () => {
    const world = createWorld();
    world.endpoint.put(ENDPOINT);
    world.store.activity.set(ENDPOINT.key, world.clock.now());
    world.clock.pass(600);
    await Promise.all([run(world), sweep(world.instance(), ENDPOINT, [MODEL], world.deadline())]);
    expect(counted(world)?.awakeMilliseconds).toBe(600_000);
  });

  it('is not written by polls', async () => {
    const world = createWorld();
    const id = await park(world);
    await readPrediction(world.instance(), MODELS, id);
    await observe(world.instance(), MODEL);
    expect(world.ledgers.calls).toEqual([]);
  });

  it.each(['readLedgers', 'writeLedger'] as const)(
    'is counted later when %s fails, which does not prevent a deletion',
    async (method) => {
      const world = createWorld();
      world.endpoint.put(ENDPOINT);
      world.store.activity.set(ENDPOINT.key, world.clock.now());
      world.ledgers.before[method] = () => {
        throw denied('Query');
      };
      world.clock.pass(3600);
      expect(await run(world)).toMatchObject([{ decision: 'deleted' }]);
      expect(world.lines).toContainEqual(
        expect.objectContaining({
          level: 'error',
          event: 'awake_not_counted',
          endpoint: ENDPOINT.key,
        }),
      );
      world.ledgers.before = {};
      world.clock.pass(30);
      await run(world);
      expect(counted(world)?.awakeMilliseconds).toBe(3_630_000);
    },
  );
});

describe('an endpoint on another configuration than the deployed one', () => {
  const HOUR = 3600;
  const SMALL = { instanceType: 'ml.t2.medium', instanceCount: 2 };

  /** One ml.m5.large. */
  const DEPLOYED = deployedEndpoint('entailment', { endpointConfigName: 'config-2' });

  const updated = async (failure?: string) => {
    const world = createWorld();
    world.endpoint.sizes.set('config-1', SMALL);
    world.endpoint.put(ENDPOINT);
    world.store.activity.set(ENDPOINT.key, world.clock.now());
    world.endpoint.updateFailure = failure;
    await world.endpoint.update(DEPLOYED);
    return world;
  };
  const spent = (world: World) => counted(world)?.instanceMilliseconds;

  it('is counted with its real instances after an update that SageMaker rolled back', async () => {
    const world = await updated('The alarm went off.');
    world.clock.pass(HOUR);
    await run(world, DEPLOYED);
    await sweep(world.instance(), DEPLOYED, [MODEL], world.deadline());
    expect(spent(world)).toEqual({ 'ml.t2.medium': 2 * HOUR * 1000 });
  });

  it('is counted with its previous instances during an update', async () => {
    const world = await updated();
    world.clock.pass(world.endpoint.updateSeconds - 1);
    await run(world, DEPLOYED);
    expect(spent(world)).toEqual({ 'ml.t2.medium': 2 * (world.endpoint.updateSeconds - 1) * 1000 });
    world.clock.pass(1);
    await run(world, DEPLOYED);
    expect(spent(world)).toMatchObject({ 'ml.m5.large': 1000 });
  });

  it('is counted later when the configuration cannot be read', async () => {
    const world = await updated('The alarm went off.');
    world.endpoint.beforeSize = () => {
      throw denied('DescribeEndpointConfig');
    };
    world.clock.pass(HOUR);
    await run(world, DEPLOYED);
    expect(spent(world)).toBeUndefined();
    world.endpoint.beforeSize = undefined;
    await run(world, DEPLOYED);
    expect(spent(world)).toEqual({ 'ml.t2.medium': 2 * HOUR * 1000 });
  });

  it('is counted with the deployed instances, and a log line, when its configuration no longer exists', async () => {
    const world = await updated('The alarm went off.');
    world.endpoint.sizes.clear();
    world.clock.pass(HOUR);
    await run(world, DEPLOYED);
    expect(spent(world)).toEqual({ 'ml.m5.large': HOUR * 1000 });
    expect(world.lines).toContainEqual(
      expect.objectContaining({ event: 'awake_size_not_known', configuration: 'config-1' }),
    );
  });
});
