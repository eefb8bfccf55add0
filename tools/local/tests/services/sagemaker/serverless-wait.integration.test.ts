import { expect, test } from 'vitest';
import { putEndpointConfig } from '../../support/endpoint.ts';
import { useOperator } from '../../support/operator.ts';
import { until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud({ serverlessStartSeconds: 1, serverlessWaitSeconds: 0.2 });
const { create, invoke, reaches } = useOperator(local);

test('an invocation that would wait too long is ModelNotReadyException, and the instance starts all the same', async () => {
  const serverless = { memorySizeInMb: 1024, maxConcurrency: 1 };
  await create('slow', await putEndpointConfig(local, { serverless }));
  await reaches('slow', 'InService');
  await expect(invoke('slow', 'x')).rejects.toMatchObject({
    name: 'ModelNotReadyException',
    $metadata: { httpStatusCode: 429 },
  });
  // It counts no longer: the next one is not throttled, and starts no second instance.
  await expect(invoke('slow', 'x')).rejects.toMatchObject({ name: 'ModelNotReadyException' });
  await until(() => invoke('slow', 'x').catch(() => undefined));
  const starts = local.lines.filter((line) => line === 'sagemaker/slow listening');
  expect(starts).toHaveLength(1);
});
