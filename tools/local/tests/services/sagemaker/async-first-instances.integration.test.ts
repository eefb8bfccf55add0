import { beforeAll, expect, test } from 'vitest';
import { useAsync } from '../../support/async-endpoint.ts';
import { useOperator } from '../../support/operator.ts';
import { useCloud } from '../../support/test-cloud.ts';

const local = useCloud({ scheduleMinuteSeconds: 1, asyncFirstInstances: 0 });
const operator = useOperator(local);
const { putSurroundings, config, serve, ask, told } = useAsync(local, operator);

beforeAll(putSurroundings);

test('with no first instance, an endpoint comes into service without one, and a job starts it', async () => {
  await serve('empty', await config());
  const { ProductionVariants } = await operator.look('empty');
  expect(ProductionVariants?.[0]).toMatchObject({
    CurrentInstanceCount: 0,
    DesiredInstanceCount: 0,
  });
  await ask('empty', 'one', 'hello');
  await operator.scale('empty', 'primary', 1);
  expect(await told('one')).toMatchObject({ invocationStatus: 'Completed' });
});
