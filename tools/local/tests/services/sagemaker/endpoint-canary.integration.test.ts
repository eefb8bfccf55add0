import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EXECUTION_PERMISSIONS, putEndpointConfig, SERVER } from '../../support/endpoint.ts';
import { useOperator } from '../../support/operator.ts';
import { ACCOUNT, REGION, until, useCloud } from '../../support/test-cloud.ts';

/** A minute lasts one second here. */
const local = useCloud({ endpointCreationSeconds: 0.2, scheduleMinuteSeconds: 1 });
const { create, update, look, invoke, reaches } = useOperator(local);

const ALARM = 'too-many-errors';
const CANARY = {
  BlueGreenUpdatePolicy: {
    TrafficRoutingConfiguration: {
      Type: 'CANARY' as const,
      CanarySize: { Type: 'INSTANCE_COUNT' as const, Value: 1 },
      WaitIntervalInSeconds: 90,
    },
  },
  AutoRollbackConfiguration: { Alarms: [{ AlarmName: ALARM }] },
};

const resource = `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${ALARM}`;
const watching = [
  ...Object.values(EXECUTION_PERMISSIONS),
  { Action: 'cloudwatch:DescribeAlarms', Resource: resource },
];
const two = (more = {}) =>
  putEndpointConfig(local, { instances: 2, permissions: watching, ...more });

/** An endpoint of two instances. */
async function running(endpointName: string, more = {}): Promise<string> {
  const config = await two(more);
  await create(endpointName, config);
  await reaches(endpointName, 'InService');
  return config;
}

/** An alarm that goes off when the instances on `endpointConfigName` answer more than 5 % with errors. */
function watch(endpointName: string, endpointConfigName: string): void {
  local.cloud.cloudwatch.putMetricAlarm({
    name: ALARM,
    metric: {
      name: 'Invocation5XXErrors',
      dimensions: {
        EndpointName: endpointName,
        VariantName: 'primary',
        EndpointConfigName: endpointConfigName,
      },
    },
    comparison: 'GreaterThanThreshold',
    threshold: 0.05,
    periodSeconds: 60,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    missing: 'notBreaching',
    actions: [],
  });
}

/** Updates to `config` with a canary that the alarm watches. */
async function move(endpointName: string, config: string): Promise<void> {
  watch(endpointName, config);
  await update(endpointName, config, CANARY);
}

/** Answers the text `x` with 500. */
const FAILING = SERVER.replace(
  "if (body === 'bad')",
  "if (body === 'x') return void response.writeHead(500).end(); if (body === 'bad')",
);

/** Several, so that a busy machine answers enough of them while the canary waits. */
const AT_ONCE = 5;

/** Invokes until the endpoint is InService again. @returns the pids that answered, in order, and the error count */
async function traffic(name: string) {
  const pids: number[] = [];
  let errors = 0;
  await until(async () => {
    const asked = Array.from({ length: AT_ONCE }, () =>
      invoke(name, 'x').then(
        ({ Body }) => pids.push(Body.pid),
        () => (errors += 1),
      ),
    );
    await Promise.all(asked);
    await sleep(10);
    return (await look(name)).EndpointStatus === 'InService';
  }, 20);
  return { pids, errors };
}

test('first one new instance of two takes half of the traffic, then both take all of it', async () => {
  const before = await running('two');
  await expect(look('two')).resolves.toMatchObject({
    ProductionVariants: [{ CurrentInstanceCount: 2 }],
  });
  const old = new Set([(await invoke('two', 'x')).Body.pid, (await invoke('two', 'x')).Body.pid]);
  expect(old.size).toBe(2);
  const next = await two();
  await move('two', next);
  const { pids, errors } = await traffic('two');
  expect(errors).toBe(0);
  const firstNew = pids.findIndex((pid) => !old.has(pid));
  const lastOld = pids.findLastIndex((pid) => old.has(pid));
  const mixed = pids.slice(firstNew, lastOld + 1);
  const share = mixed.filter((pid) => !old.has(pid)).length / mixed.length;
  expect(mixed.length).toBeGreaterThan(20);
  expect(Math.abs(share - 0.5)).toBeLessThan(0.1);
  expect((await look('two')).EndpointConfigName).toBe(next);
  expect(next).not.toBe(before);
});

test('errors of the new instances set off the alarm, which rolls the update back', async () => {
  const before = await running('guarded');
  await move('guarded', await two({ image: FAILING }));
  const { errors } = await traffic('guarded');
  expect(errors).toBeGreaterThan(0);
  await expect(look('guarded')).resolves.toMatchObject({
    EndpointConfigName: before,
    FailureReason: expect.stringContaining(`The alarm ${ALARM} went off`),
  });
  expect((await traffic('guarded')).errors).toBe(0);
});

test('errors of the old instances do not stop an update: a failing model can be replaced', async () => {
  await running('failing', { image: FAILING });
  for (let ask = 0; ask < 10; ask++) await invoke('failing', 'x').catch(() => undefined);
  const next = await two();
  await move('failing', next);
  const { errors } = await traffic('failing');
  expect(errors).toBeGreaterThan(0);
  const found = await look('failing');
  expect(found.EndpointConfigName).toBe(next);
  expect(found.FailureReason).toBeUndefined();
  expect((await traffic('failing')).errors).toBe(0);
});

test('a role that may not read the alarm, an unknown alarm and a too large canary are refused', async () => {
  const before = await running('strict');
  await move('strict', await putEndpointConfig(local, { instances: 2 }));
  await until(async () => (await look('strict')).FailureReason !== undefined);
  await expect(look('strict')).resolves.toMatchObject({
    EndpointConfigName: before,
    FailureReason: expect.stringContaining('cloudwatch:DescribeAlarms'),
  });
  const AutoRollbackConfiguration = { Alarms: [{ AlarmName: 'none' }] };
  await expect(
    update('strict', await two(), { ...CANARY, AutoRollbackConfiguration }),
  ).rejects.toThrow('Could not find the alarm none');
  await expect(update('strict', await putEndpointConfig(local), CANARY)).rejects.toThrow(
    'at most half',
  );
  const rolling = {
    RollingUpdatePolicy: {
      MaximumBatchSize: { Type: 'INSTANCE_COUNT' as const, Value: 1 },
      WaitIntervalInSeconds: 0,
    },
  };
  await expect(update('strict', await two(), rolling)).rejects.toThrow(
    'only a DeploymentConfig of a canary',
  );
});
