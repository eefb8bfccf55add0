import { expect, test } from 'vitest';
import type { Cloud, EndpointDetail } from '../src/cloud.ts';
import type { Sight } from '../src/sight.ts';
import { readRunningCost } from '../src/running-cost.ts';

const HOUR = 3_600_000;
const DETAIL: EndpointDetail = {
  name: 'e',
  arn: 'arn',
  status: 'InService',
  createdAt: 10 * HOUR,
  modifiedAt: 11 * HOUR,
  configuration: 'c',
  instances: 2,
};

const SIGHT: Sight = {
  endpoint: DETAIL,
  maker: undefined,
  madeOn: undefined,
  keeper: undefined,
  memory: undefined,
  unread: [],
};

/** The cost at the twentieth hour. */
function costOf(detail: Partial<EndpointDetail>, instanceType?: string, madeOn?: string) {
  const endpoint = { ...DETAIL, ...detail };
  const cloud = {
    describe: () => Promise.resolve(endpoint),
    instanceTypeOf: (name: string) =>
      Promise.resolve(name === endpoint.configuration ? instanceType : undefined),
  } as Pick<Cloud, 'describe' | 'instanceTypeOf'> as Cloud;
  return readRunningCost(cloud, { ...SIGHT, endpoint, madeOn }, 20 * HOUR);
}

test('every instance costs its list price from its creation', async () => {
  expect(await costOf({}, 'ml.m5.large')).toEqual({
    instanceType: 'ml.m5.large',
    instances: 2,
    usdPerHour: 0.23,
    costUsd: expect.closeTo(2.3) as unknown,
  });
});

test('a failed endpoint cost money until it failed, and costs nothing now', async () => {
  expect(await costOf({ status: 'Failed' }, 'ml.m5.large')).toMatchObject({
    usdPerHour: 0,
    costUsd: expect.closeTo(0.23) as unknown,
  });
});

test('an instance type without a list price has no cost', async () => {
  const cost = await costOf({}, 'ml.x9.tiny');
  expect(cost).toEqual({ instanceType: 'ml.x9.tiny', instances: 2 });
});

test('the tag gives the instance type only when the configuration is gone', async () => {
  expect(await costOf({}, undefined, 'ml.c5.large')).toMatchObject({
    instanceType: 'ml.c5.large',
    usdPerHour: 0.204,
  });
  expect(await costOf({}, 'ml.m5.large', 'ml.c5.large')).toMatchObject({
    instanceType: 'ml.m5.large',
  });
});

test('without a configuration and a tag, only the number of instances is known', async () => {
  expect(await costOf({})).toEqual({ instances: 2 });
});

test('what cannot be read is left out', async () => {
  const cloud = { describe: () => Promise.reject(new Error('denied')) } as Partial<Cloud> as Cloud;
  expect(await readRunningCost(cloud, SIGHT, 0)).toEqual({});
});
