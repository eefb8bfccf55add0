import { expect, test } from 'vitest';
import { putEndpointConfig } from '../../support/endpoint.ts';
import { isAlive } from '../../support/is-alive.ts';
import { useOperator } from '../../support/operator.ts';
import { useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const { look, invoke } = useOperator(local);
const tags = {};

test('an endpoint that the program declares is in service when its creation and its update have finished', async () => {
  const { sagemaker } = local.cloud;
  const [first, second] = [await putEndpointConfig(local), await putEndpointConfig(local)];
  await sagemaker.createEndpoint({ name: 'declared', configName: first, tags });
  const { pid } = (await invoke('declared', 'x')).Body;
  await sagemaker.updateEndpoint({ name: 'declared', configName: second, tags });
  expect((await look('declared')).EndpointConfigName).toBe(second);
  expect(sagemaker.configOf('declared')).toBe(second);
  expect(isAlive(pid)).toBe(false);
  await sagemaker.deleteEndpoint('declared');
  expect(sagemaker.configOf('declared')).toBeUndefined();
  await sagemaker.deleteEndpoint('declared');
});

test('one that does not come into service is an error with the FailureReason', async () => {
  const { sagemaker } = local.cloud;
  const broken = await putEndpointConfig(local, { image: 'process.exit(1)' });
  await expect(
    sagemaker.createEndpoint({ name: 'broken', configName: broken, tags }),
  ).rejects.toThrow(/^the endpoint broken is Failed on .* did not pass the ping health check/);
  await sagemaker.deleteEndpoint('broken');

  await sagemaker.createEndpoint({
    name: 'kept',
    configName: await putEndpointConfig(local),
    tags,
  });
  await expect(
    sagemaker.updateEndpoint({ name: 'kept', configName: broken, tags }),
  ).rejects.toThrow(/^the endpoint kept is InService on .* did not pass the ping health check/);
});
