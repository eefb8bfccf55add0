import { describe, expect, it } from 'vitest';
import { checkInputs } from '../../../src/resources/check.ts';
import { handlerOf } from '../../../src/resources/registry.ts';
import { ROLE, useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;

it('Model and EndpointConfiguration', async () => {
  const primaryContainer = { image: 'i', modelDataUrl: 's3://b/models/a.tar.gz' };
  const productionVariants = [
    { variantName: 'v', modelName: 'm', initialInstanceCount: 1, instanceType: 'ml.t2.medium' },
  ];
  await life('aws:sagemaker/model:Model', { name: 'm', executionRoleArn: ROLE, primaryContainer });
  await life('aws:sagemaker/endpointConfiguration:EndpointConfiguration', {
    name: 'c',
    productionVariants,
  });
  expect(using.calls).toEqual([
    [
      'sagemaker.createModel',
      { name: 'm', executionRoleArn: ROLE, ...primaryContainer, environment: {} },
    ],
    ['sagemaker.deleteModel', 'm'],
    ['sagemaker.createEndpointConfig', { name: 'c', productionVariants }],
    ['sagemaker.deleteEndpointConfig', 'c'],
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
