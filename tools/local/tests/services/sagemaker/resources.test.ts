import { expect, it } from 'vitest';
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
