import { describe, expect, it } from 'vitest';
import { checkInputs } from '../../../src/resources/check.ts';
import { handlerOf } from '../../../src/resources/registry.ts';
import { ROLE, useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;

it('Model and EndpointConfiguration', async () => {
  const primaryContainer = { image: 'i', modelDataUrl: 's3://b/models/a.tar.gz' };
  const enableNetworkIsolation = true;
  const productionVariants = [
    { variantName: 'v', modelName: 'm', initialInstanceCount: 1, instanceType: 'ml.t2.medium' },
  ];
  await life('aws:sagemaker/model:Model', {
    name: 'm',
    executionRoleArn: ROLE,
    primaryContainer,
    enableNetworkIsolation,
  });
  await life('aws:sagemaker/endpointConfiguration:EndpointConfiguration', {
    name: 'c',
    productionVariants,
  });
  expect(using.calls).toEqual([
    [
      'sagemaker.createModel',
      {
        name: 'm',
        executionRoleArn: ROLE,
        ...primaryContainer,
        environment: {},
        isolated: true,
      },
    ],
    ['sagemaker.deleteModel', 'm'],
    ['sagemaker.createEndpointConfig', { name: 'c', productionVariants }],
    ['sagemaker.deleteEndpointConfig', 'c'],
  ]);
});

it('EndpointConfiguration of a serverless endpoint', async () => {
  const type = 'aws:sagemaker/endpointConfiguration:EndpointConfiguration';
  const given = (serverlessConfig: object) => ({
    name: 'c',
    productionVariants: [{ variantName: 'v', modelName: 'm', serverlessConfig }],
  });
  const config = { memorySizeInMb: 2048, maxConcurrency: 5, provisionedConcurrency: 1 };
  await life(type, given(config));
  expect(using.calls[0]).toEqual(['sagemaker.createEndpointConfig', given(config)]);
  const refused = { memorySizeInMb: 1000, maxConcurrency: 201 };
  expect(checkInputs(handlerOf(type), given(refused))).toEqual(
    ['memorySizeInMb', 'maxConcurrency'].map((member) => ({
      property: `productionVariants.0.serverlessConfig.${member}`,
      reason: expect.any(String),
    })),
  );
});

it('Endpoint, which an update moves to another configuration', async () => {
  const type = 'aws:sagemaker/endpoint:Endpoint';
  const inputs = { name: 'e', endpointConfigName: 'c', tags: { of: 'us' } };
  const { outputs } = await life(type, inputs);
  expect(outputs).toMatchObject({ arn: expect.stringContaining('endpoint/made') });
  const handler = handlerOf(type);
  await handler.update?.('e', { ...inputs, endpointConfigName: 'd' }, using.context, {});
  expect(using.calls).toEqual([
    ['sagemaker.createEndpoint', { name: 'e', configName: 'c', tags: { of: 'us' } }],
    ['sagemaker.deleteEndpoint', 'e'],
    ['sagemaker.updateEndpoint', { name: 'e', configName: 'd', tags: { of: 'us' } }],
  ]);
  expect(checkInputs(handler, { ...inputs, deploymentConfig: {} })).toEqual([
    { property: 'deploymentConfig', reason: 'the local cloud does not know this input' },
  ]);
});

describe('Model of a multi-model endpoint', () => {
  const type = 'aws:sagemaker/model:Model';
  const folder = { image: 'i', mode: 'MultiModel', modelDataUrl: 's3://b/models/' };
  const single = { image: 'i', modelDataUrl: 's3://b/models/a.tar.gz' };
  const given = (primaryContainer: object) => ({
    name: 'm',
    executionRoleArn: ROLE,
    primaryContainer,
  });

  it.each([
    [folder, {}],
    [{ ...folder, multiModelConfig: { modelCacheSetting: 'Enabled' } }, { modelsCached: true }],
    [{ ...folder, multiModelConfig: { modelCacheSetting: 'Disabled' } }, { modelsCached: false }],
    [{ ...folder, multiModelConfig: {} }, {}],
  ])('%j', async (container, cache) => {
    await life(type, given(container));
    const { image, mode, modelDataUrl } = folder;
    expect(using.calls[0]).toEqual([
      'sagemaker.createModel',
      { name: 'm', executionRoleArn: ROLE, image, mode, modelDataUrl, environment: {}, ...cache },
    ]);
  });

  it.each([
    [
      { ...folder, modelDataUrl: 's3://b/models' },
      'modelDataUrl',
      'must end with / in the mode MultiModel',
    ],
    [
      { ...single, modelDataUrl: 's3://b/models/' },
      'modelDataUrl',
      'must end with .tar.gz in the mode SingleModel',
    ],
    [{ ...single, multiModelConfig: {} }, 'multiModelConfig', 'needs the mode MultiModel'],
  ])('refuses %j', (container, property, reason) => {
    expect(checkInputs(handlerOf(type), given(container))).toEqual([
      { property: `primaryContainer.${property}`, reason },
    ]);
  });
});
