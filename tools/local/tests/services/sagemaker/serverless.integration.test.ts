import { expect, test } from 'vitest';
import { putEndpointConfig, type EndpointParts } from '../../support/endpoint.ts';
import { isAlive } from '../../support/is-alive.ts';
import { useOperator } from '../../support/operator.ts';
import { until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud({
  serverlessStartSeconds: 0.2,
  serverlessWaitSeconds: 10,
  serverlessIdleSeconds: 1,
});
const { create, remove, look, lookAtConfig, invoke, update, reaches, isGone } = useOperator(local);

const SMALL = { memorySizeInMb: 1024, maxConcurrency: 2 };

async function serve(name: string, parts: EndpointParts = {}): Promise<string> {
  const config = await putEndpointConfig(local, { serverless: SMALL, ...parts });
  await create(name, config);
  await reaches(name, 'InService');
  return config;
}

const told = (name: string) =>
  local.lines.filter((line) => line.startsWith(`sagemaker/${name} `)).join('\n');

test('no container runs until the first invocation; an unused one goes cold and the next is another', async () => {
  const config = await serve('cold');
  expect(told('cold')).not.toContain('listening');
  const ServerlessConfig = { MemorySizeInMB: 1024, MaxConcurrency: 2 };
  expect((await look('cold')).ProductionVariants).toEqual([
    {
      VariantName: 'primary',
      CurrentWeight: 1,
      DesiredWeight: 1,
      CurrentInstanceCount: 0,
      CurrentServerlessConfig: ServerlessConfig,
      DesiredServerlessConfig: ServerlessConfig,
    },
  ]);
  expect((await lookAtConfig(config)).ProductionVariants).toEqual([
    { VariantName: 'primary', ModelName: config.replace('-config', ''), ServerlessConfig },
  ]);
  const { pid } = (await invoke('cold', 'x')).Body;
  expect((await invoke('cold', 'x')).Body.pid).toBe(pid);
  await until(() => !isAlive(pid));
  expect(told('cold')).toContain('an instance goes cold: unused for 1 s');
  expect((await invoke('cold', 'x')).Body.pid).not.toBe(pid);
});

test('each invocation has an instance of its own, and one above MaxConcurrency is throttled', async () => {
  await serve('busy');
  const settled = await Promise.allSettled([1, 2, 3].map(() => invoke('busy', 'slow')));
  const pids = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value.Body.pid : []));
  expect(new Set(pids).size).toBe(2);
  expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: {
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 429 },
    },
  });
  await expect(invoke('busy', 'x')).resolves.toBeDefined();
});

test('a container may write to its /tmp only, is told its memory, and is another user where root can make it so', async () => {
  await serve('inner');
  const { Body } = await invoke('inner', 'restrictions');
  expect(Body).toMatchObject({
    home: 'EROFS',
    code: 'EROFS',
    temporary: 'written',
    memory: 1024 * 1024 * 1024,
  });
  const own = process.getuid?.();
  expect(Body).toHaveProperty('uid', own === 0 && process.platform === 'linux' ? 65_534 : own);
});

test.runIf(process.platform === 'linux')(
  'a container that holds too much memory is killed',
  async () => {
    await serve('fat', { serverless: { memorySizeInMb: 200, maxConcurrency: 1 } });
    const { pid } = (await invoke('fat', 'x')).Body;
    await expect(invoke('fat', 'memory')).rejects.toMatchObject({
      name: 'ModelError',
      OriginalStatusCode: 0,
    });
    expect(told('fat')).toMatch(/KILLED: the container holds \d+ MB, and has 200 MB/);
    expect((await invoke('fat', 'x')).Body.pid).not.toBe(pid);
  },
);

test('4 MB are the most, each way', async () => {
  await serve('narrow');
  await expect(invoke('narrow', 'x'.repeat(4 * 1024 * 1024 + 1))).rejects.toMatchObject({
    name: 'ValidationError',
    message: expect.stringContaining('less than or equal to 4194304'),
  });
  await expect(invoke('narrow', 'large')).rejects.toMatchObject({
    name: 'ModelError',
    OriginalMessage: 'The response is larger than 4194304 bytes',
  });
});

test('provisioned instances are started ahead, kept, and replaced', async () => {
  const serverless = { ...SMALL, provisionedConcurrency: 1 };
  await serve('ahead', { serverless });
  expect(told('ahead')).toContain('listening');
  const { pid } = (await invoke('ahead', 'x')).Body;
  await new Promise((resolve) => setTimeout(resolve, 1_300));
  expect((await invoke('ahead', 'x')).Body.pid).toBe(pid);
  process.kill(pid, 'SIGKILL');
  await until(() => told('ahead').split('listening').length === 3);
  await remove('ahead');
  await isGone('ahead');

  const config = await putEndpointConfig(local, { serverless, image: 'process.exit(1)' });
  await create('never', config);
  await reaches('never', 'Failed');
  expect((await look('never')).FailureReason).toContain('did not pass the ping health check');
});

test('a container that does not start is a ModelError', async () => {
  await serve('broken', { image: 'process.exit(1)' });
  await expect(invoke('broken', 'x')).rejects.toMatchObject({
    name: 'ModelError',
    OriginalMessage: 'The container did not start, or did not pass the ping health check.',
  });
});

test('an endpoint moves from serverless to instances, but not back', async () => {
  const serverless = await serve('mover');
  const { pid } = (await invoke('mover', 'x')).Body;
  const instances = await putEndpointConfig(local);
  await update('mover', instances);
  await until(async () => (await look('mover')).EndpointConfigName === instances);
  await reaches('mover', 'InService');
  expect((await invoke('mover', 'x')).Body.pid).not.toBe(pid);
  expect(isAlive(pid)).toBe(false);
  await expect(update('mover', serverless)).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'An endpoint on instances cannot be updated to a serverless configuration.',
  });
});

test.each([
  ['network isolation', { isolated: true }, 'is serverless: no network isolation'],
  ['several models', { folder: { 'a.tar.gz': 'a' } }, 'is serverless: no multi-model container'],
  [
    'more provisioned than concurrent instances',
    { serverless: { ...SMALL, provisionedConcurrency: 3 } },
    'must not have more provisionedConcurrency than maxConcurrency',
  ],
])('a configuration with %s is refused', async (_what, parts, message) => {
  await expect(putEndpointConfig(local, { serverless: SMALL, ...parts })).rejects.toThrow(message);
});
