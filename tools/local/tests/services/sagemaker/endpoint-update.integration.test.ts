import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { putEndpointConfig } from '../../support/endpoint.ts';
import { isAlive } from '../../support/is-alive.ts';
import { useOperator } from '../../support/operator.ts';
import { ACCOUNT, REGION, until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud({ endpointCreationSeconds: 0.5, endpointDeletionSeconds: 1 });
const arn = (name: string) => `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/${name}`;
const { create, update, remove, look, invoke, reaches, isGone } = useOperator(local);

test('an endpoint serves during an update: the old container drains, then only the new one answers', async () => {
  const [first, second] = [await putEndpointConfig(local), await putEndpointConfig(local)];
  await create('mover', first);
  await reaches('mover', 'InService');
  const { pid: old } = (await invoke('mover', 'x')).Body;

  await expect(update('mover', second)).resolves.toMatchObject({ EndpointArn: arn('mover') });
  await expect(look('mover')).resolves.toMatchObject({
    EndpointStatus: 'Updating',
    EndpointConfigName: first,
    ProductionVariants: [{ CurrentInstanceCount: 1 }],
  });
  const inProgress = `Cannot update in-progress endpoint "${arn('mover')}".`;
  await expect(update('mover', second)).rejects.toMatchObject({
    name: 'ValidationException',
    message: inProgress,
  });
  await expect(remove('mover')).rejects.toThrow(inProgress);

  const seen = new Set<number>();
  const slow: Promise<number>[] = [];
  let isOver = false;
  const traffic = (async () => {
    while (!isOver) {
      slow.push(invoke('mover', 'slow').then(({ Body }) => Body.pid));
      seen.add((await invoke('mover', 'x')).Body.pid);
      await sleep(20);
    }
  })();
  await reaches('mover', 'InService');
  isOver = true;
  await traffic;
  for (const pid of await Promise.all(slow)) seen.add(pid);

  const { pid: fresh, model } = (await invoke('mover', 'x')).Body;
  expect([...seen].toSorted()).toEqual([old, fresh].toSorted());
  expect(JSON.parse(model)).toEqual({ name: second.replace('-config', '') });
  expect(isAlive(old)).toBe(false);
  await expect(look('mover')).resolves.toMatchObject({ EndpointConfigName: second });
  await remove('mover');
  await isGone('mover');
  expect(isAlive(fresh)).toBe(false);
});

test('an update whose container is not healthy is rolled back, and the reason is reported', async () => {
  const first = await putEndpointConfig(local);
  const broken = await putEndpointConfig(local, { image: 'process.exit(1)' });
  await create('careful', first);
  await reaches('careful', 'InService');
  const { pid } = (await invoke('careful', 'x')).Body;
  await update('careful', broken);
  await until(async () => (await look('careful')).FailureReason !== undefined);
  await expect(look('careful')).resolves.toMatchObject({
    EndpointStatus: 'InService',
    EndpointConfigName: first,
    FailureReason: expect.stringContaining('did not pass the ping health check'),
  });
  expect((await invoke('careful', 'x')).Body.pid).toBe(pid);
  // Another update works, and clears the reason.
  await update('careful', await putEndpointConfig(local));
  await until(async () => (await look('careful')).EndpointConfigName !== first);
  expect(await look('careful')).not.toHaveProperty('FailureReason');
});

test('an update refuses what is missing, in progress or Failed, and the configuration already in use', async () => {
  const config = await putEndpointConfig(local);
  await expect(update('nobody', config)).rejects.toThrow(
    `Could not find endpoint "${arn('nobody')}".`,
  );
  await create('steady', config);
  await expect(update('steady', config)).rejects.toThrow('Cannot update in-progress endpoint');
  await reaches('steady', 'InService');
  await expect(update('steady', config)).rejects.toThrow(`it runs on ${config} already`);
  await expect(update('steady', 'none')).rejects.toThrow('Could not find endpoint configuration');
  await create('wreck', await putEndpointConfig(local, { image: 'process.exit(1)' }));
  await reaches('wreck', 'Failed');
  await expect(update('wreck', config)).rejects.toThrow('it is Failed');
});
