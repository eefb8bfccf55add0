import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { StepScaling } from '../../../src/services/appautoscaling/control.ts';
import { useAsync } from '../../support/async-endpoint.ts';
import { putEndpointConfig } from '../../support/endpoint.ts';
import { useOperator } from '../../support/operator.ts';
import { until, useCloud } from '../../support/test-cloud.ts';

/** A minute, in milliseconds. */
const MINUTE = 200;
const local = useCloud({ scheduleMinuteSeconds: MINUTE / 1_000 });
const operator = useOperator(local);
const { look, reaches, scale, remove } = operator;
const { putSurroundings, config, serve, ask, told } = useAsync(local, operator);

beforeAll(putSurroundings);

let made = 0;
let name = '';
beforeEach(() => {
  made += 1;
  name = `scaled-${made}`;
});

const idOf = (variant = 'primary') => `endpoint/${name}/variant/${variant}`;
const instances = async () => (await look(name)).ProductionVariants?.[0]?.DesiredInstanceCount;
const said = (text: string) =>
  local.lines.filter((line) => line.includes(text) && line.includes(name));

/** An asynchronous endpoint without instances, and a target of its own. */
async function asleep(maxCapacity: number): Promise<void> {
  await serve(name, config());
  await scale(name, 'primary', 0);
  await reaches(name, 'InService');
  local.cloud.appautoscaling.registerTarget({ resourceId: idOf(), minCapacity: 0, maxCapacity });
}

const ONE_MORE: StepScaling = {
  kind: 'step',
  cooldownSeconds: 300,
  steps: [{ lower: 0, upper: Infinity, adjustment: 1 }],
};

/** The alarm that starts the first instance, with its policy. */
function startFirst(scaling: StepScaling = ONE_MORE): void {
  const { appautoscaling, cloudwatch } = local.cloud;
  const { arn } = appautoscaling.putPolicy({ name: 'first', resourceId: idOf(), scaling });
  cloudwatch.putMetricAlarm({
    name: `${name}-first`,
    metric: { name: 'HasBacklogWithoutCapacity', dimensions: { EndpointName: name } },
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    periodSeconds: 60,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    missing: 'missing',
    actions: [arn],
  });
}

const track = (targetValue: number, scaleInCooldownSeconds = 300) =>
  local.cloud.appautoscaling.putPolicy({
    name: 'backlog',
    resourceId: idOf(),
    scaling: {
      kind: 'target',
      targetValue,
      metric: { name: 'ApproximateBacklogSizePerInstance', dimensions: { EndpointName: name } },
      scaleOutCooldownSeconds: 300,
      scaleInCooldownSeconds,
    },
  });

test('the alarm starts the first instance once a job has waited for two minutes', async () => {
  await asleep(2);
  startFirst();
  await sleep(3 * MINUTE);
  expect(await instances()).toBe(0);
  const asked = Date.now();
  await ask(name, `${name}-a`, 'x');
  await until(async () => (await instances()) === 1);
  expect(Date.now() - asked).toBeGreaterThanOrEqual(2 * MINUTE);
  await told(`${name}-a`);
  expect(said('first sets 1 instances')).toHaveLength(1);
});

test('target tracking adds instances above its target, up to the most, and removes the last when none is needed', async () => {
  await asleep(2);
  const { alarmArns } = track(2);
  expect(alarmArns).toHaveLength(2);
  await ask(name, `${name}-a`, 'slow');
  await sleep(5 * MINUTE);
  // One job for a target of two is no reason.
  expect(await instances()).toBe(0);
  for (const id of ['b', 'c', 'd', 'e', 'f', 'g']) await ask(name, `${name}-${id}`, 'x');
  await until(async () => (await instances()) === 2);
  await told(`${name}-g`);
  await until(async () => (await instances()) === 0, 20);
  await reaches(name, 'InService');
});

test('a cooldown delays the next step of the same policy', async () => {
  await asleep(2);
  const first = Date.now();
  startFirst({ ...ONE_MORE, cooldownSeconds: 2400 });
  await ask(name, `${name}-a`, 'x');
  await until(async () => (await instances()) === 1);
  await told(`${name}-a`);
  await reaches(name, 'InService');
  await scale(name, 'primary', 0);
  await reaches(name, 'InService');
  await ask(name, `${name}-b`, 'x');
  await until(async () => (await instances()) === 1, 20);
  expect(Date.now() - first).toBeGreaterThanOrEqual(40 * MINUTE);
});

test('while the endpoint changes, it is not scaled; the alarm tries again', async () => {
  await serve(name, config());
  const resourceId = idOf();
  local.cloud.appautoscaling.registerTarget({ resourceId, minCapacity: 0, maxCapacity: 1 });
  startFirst();
  await ask(name, `${name}-a`, 'slow 4000');
  await ask(name, `${name}-b`, 'x');
  // The instance works on the first job to its end, and takes no other.
  await scale(name, 'primary', 0);
  await until(() => said('NOT SCALED to 1: ValidationException: Cannot update').length > 0);
  await told(`${name}-b`);
  expect(said('first sets 1 instances')).toHaveLength(1);
});

test('a policy ends with its target', async () => {
  await asleep(1);
  startFirst();
  await ask(name, `${name}-a`, 'x');
  await until(async () => (await instances()) === 1);
  await told(`${name}-a`);
  await reaches(name, 'InService');
  local.cloud.appautoscaling.deregisterTarget(idOf());
  await scale(name, 'primary', 0);
  await reaches(name, 'InService');
  await ask(name, `${name}-b`, 'x');
  await sleep(5 * MINUTE);
  expect(await instances()).toBe(0);
  expect(
    local.lines.filter((line) => line.includes('there is no scaling policy')).length,
  ).toBeGreaterThan(0);
  local.cloud.cloudwatch.deleteAlarm(`${name}-first`);
  await remove(name);
});

test('a target that cannot be scaled is refused', async () => {
  const register = (resourceId: string, minCapacity = 0, maxCapacity = 1) =>
    local.cloud.appautoscaling.registerTarget({ resourceId, minCapacity, maxCapacity });
  await serve(name, config());
  expect(() => register('endpoint/none/variant/primary')).toThrow('There is no endpoint/none');
  expect(() => register(idOf('other'))).toThrow(`There is no ${idOf('other')}`);
  expect(() => register(idOf(), 2, 1)).toThrow('cannot be less than minimum capacity');
  expect(() =>
    local.cloud.appautoscaling.putPolicy({ name: 'p', resourceId: idOf(), scaling: ONE_MORE }),
  ).toThrow('No scalable target registered');

  name += '-t2';
  await serve(name, config({ instanceType: 'ml.t2.medium' }));
  expect(() => register(idOf())).toThrow('is on ml.t2.medium, which cannot be scaled');
  name += '-plain';
  await serve(name, putEndpointConfig(local));
  expect(() => register(idOf())).toThrow('must be at least 1: it is not asynchronous');
  name += '-serverless';
  await serve(
    name,
    putEndpointConfig(local, { serverless: { memorySizeInMb: 1024, maxConcurrency: 1 } }),
  );
  expect(() => register(idOf(), 1)).toThrow('is serverless: it has no instances');
});
