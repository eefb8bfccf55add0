import { Cost, violations } from '@pilotlight/contracts';
import { expect, it } from 'vitest';
import { readCost, sweep } from '../../src/index.ts';
import { denied } from '../../testing/simulated-sagemaker.ts';
import { createWorld, deployedEndpoint, ENDPOINT, MODEL } from '../../testing/index.ts';

it('the cost of an endpoint grows between two observations, beginning with the first', async () => {
  const world = createWorld();
  const { clock, endpoint, instance } = world;
  const first = await readCost(instance(), ENDPOINT);
  expect(first).toMatchObject({
    since: '2026-01-01T00:00:00.000Z',
    awakeSeconds: 0,
    costUsd: 0,
    savedUsd: 0,
    today: { awakeSeconds: 0, resetsAt: '2026-01-02T00:00:00.000Z' },
  });
  await sweep(instance(), ENDPOINT, [MODEL], world.deadline());
  clock.pass(3600);
  endpoint.put(ENDPOINT);
  clock.pass(3600);
  const cost = await readCost(instance(), ENDPOINT);
  expect(cost).toMatchObject({ awakeSeconds: 3600, costUsd: 0.115, savedUsd: 0.115 });
  expect(cost?.today).not.toHaveProperty('ceilingSeconds');
  expect(violations(Cost, cost)).toEqual([]);
  expect(world.ledgers.rows.get(ENDPOINT.key)?.ledger.awakeMilliseconds).toBe(0);
});

it("today's use is that of all endpoints, given together with the ceiling", async () => {
  const world = createWorld();
  world.ceiling.seconds = 7200;
  const { clock, endpoint, instance, deadline } = world;
  const createdAt = clock.now();
  const age = () => (clock.now() - createdAt) / 1000;
  endpoint.put(ENDPOINT);
  const other = deployedEndpoint('other');
  endpoint.put(other);
  clock.pass(600);
  const othersAge = age();
  await sweep(instance(), other, [], deadline());
  await sweep(instance(), ENDPOINT, [MODEL], deadline());
  clock.pass(60);
  const cost = await readCost(instance(), ENDPOINT);
  expect(cost?.awakeSeconds).toBe(age());
  expect(cost?.today).toMatchObject({
    awakeSeconds: age() + othersAge,
    ceilingSeconds: 7200,
  });
});

it('a cost that cannot be read is left out', async () => {
  const world = createWorld();
  world.ledgers.before.readLedgers = () => {
    throw denied('Query');
  };
  expect(await readCost(world.instance(), ENDPOINT)).toBeUndefined();
  expect(world.lines).toContainEqual(
    expect.objectContaining({ level: 'warn', event: 'cost_not_read' }),
  );
});
