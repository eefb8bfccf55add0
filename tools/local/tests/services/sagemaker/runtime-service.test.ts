import { expect, test } from 'vitest';
import { AwsError } from '../../../src/cloud/aws-error.ts';
import { NotReady } from '../../../src/services/sagemaker/container-models.ts';
import { sageMakerRuntimeService } from '../../../src/services/sagemaker/runtime-service.ts';

type Surroundings = Parameters<typeof sageMakerRuntimeService>[0];

test('a model that is still loading when the time is up is ModelNotReadyException, a 429', async () => {
  const models = { use: () => Promise.reject(new NotReady()) };
  const fleet = {
    isMultiModel: true,
    config: { variant: { variantName: 'v' } },
    use: (work: (...given: object[]) => unknown) => work({ url: 'http://127.0.0.1:1' }, models),
  };
  const service = sageMakerRuntimeService({
    endpoints: { serving: () => ({ name: 'e', nextFleet: () => fleet }), tagsOf: () => ({}) },
    counts: { add: () => undefined },
    context: { arns: { endpoint: (name: string) => name } },
  } as unknown as Surroundings);
  const request = {
    method: 'POST',
    path: '/endpoints/e/invocations',
    headers: { 'x-amzn-sagemaker-target-model': 'a.tar.gz' },
    query: new URLSearchParams(),
    body: Buffer.from('x'),
  };
  const call = service.call('', request as unknown as Parameters<typeof service.call>[1]);
  const refusal = await call?.run({ role: 'r', session: 's' }).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(AwsError);
  expect(refusal).toMatchObject({ name: 'ModelNotReadyException', status: 429 });
});
