import { expect, test } from 'vitest';
import { STATE } from '../support/fake-runtime.ts';
import { appOf } from '../support/test-app.ts';

test('answers once the plan is chosen', async () => {
  const loading = Promise.withResolvers<undefined>();
  let state = { ...STATE, plan: undefined as typeof STATE.plan };
  const { app } = appOf({ loaded: loading.promise, state: () => state });
  const asked = app.inject('/execution-parameters');
  state = STATE;
  loading.resolve(undefined);
  const { statusCode, headers } = await asked;
  expect([statusCode, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  expect((await asked).json()).toEqual({
    MaxConcurrentTransforms: 4,
    BatchStrategy: 'MULTI_RECORD',
    MaxPayloadInMB: 6,
  });
});

test('uses the settings of the job', async () => {
  const { app } = appOf(
    {},
    {
      SAGEMAKER_BATCH: 'true',
      SAGEMAKER_MAX_PAYLOAD_IN_MB: '0',
      SAGEMAKER_BATCH_STRATEGY: 'SINGLE_RECORD',
      SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: '7',
    },
  );
  expect((await app.inject('/execution-parameters')).json()).toEqual({
    MaxConcurrentTransforms: 1,
    BatchStrategy: 'SINGLE_RECORD',
    MaxPayloadInMB: 100,
  });
});
