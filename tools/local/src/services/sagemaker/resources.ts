import { Type, type Static } from 'typebox';
import { arn, inputs, name, optional, regionalInputs } from '../../resources/schema.ts';
import { handlersFor, type Failure } from '../../resources/handler.ts';
import type { SageMakerControl } from './control.ts';

const defineHandler = handlersFor<Record<'sagemaker', SageMakerControl>>();

const NAME = '^[a-zA-Z0-9](-*[a-zA-Z0-9])*$';
const Environment = Type.Record(Type.String({ maxLength: 1024 }), Type.String({ maxLength: 1024 }));

const Container = inputs({
  image: Type.String({ minLength: 1, maxLength: 255 }),
  modelDataUrl: Type.String({ pattern: '^s3://[^/]+/.+$' }),
  environment: optional(Environment),
  mode: optional(Type.Enum(['SingleModel', 'MultiModel'])),
  multiModelConfig: optional(
    inputs({ modelCacheSetting: optional(Type.Enum(['Enabled', 'Disabled'])) }),
  ),
});

function containerFailures(given: Static<typeof Container>): Failure[] {
  const { mode = 'SingleModel', modelDataUrl, multiModelConfig } = given;
  const several = mode === 'MultiModel';
  const wanted = several ? '/' : '.tar.gz';
  return [
    ...(modelDataUrl.endsWith(wanted)
      ? []
      : [
          {
            property: 'primaryContainer.modelDataUrl',
            reason: `must end with ${wanted} in the mode ${mode}`,
          },
        ]),
    ...(multiModelConfig === undefined || several
      ? []
      : [{ property: 'primaryContainer.multiModelConfig', reason: 'needs the mode MultiModel' }]),
  ];
}

export const model = defineHandler({
  type: 'aws:sagemaker/model:Model',
  inputs: regionalInputs({
    name: optional(name(NAME, 63)),
    executionRoleArn: arn('iam'),
    primaryContainer: Container,
    enableNetworkIsolation: optional(Type.Boolean()),
  }),
  autoname: { property: 'name', maxLength: 63 },
  replaceOnChanges: [
    'name',
    'executionRoleArn',
    'primaryContainer',
    'enableNetworkIsolation',
    'region',
  ],
  check: ({ primaryContainer }) => containerFailures(primaryContainer),
  create(given, { cloud }) {
    const id = String(given.name);
    const { primaryContainer, enableNetworkIsolation } = given;
    const { image, modelDataUrl, environment, mode, multiModelConfig } = primaryContainer;
    const setting = multiModelConfig?.modelCacheSetting;
    const created = cloud.sagemaker.createModel({
      name: id,
      executionRoleArn: given.executionRoleArn,
      image,
      modelDataUrl,
      environment: environment ?? {},
      ...(mode === undefined ? {} : { mode }),
      ...(setting === undefined ? {} : { modelsCached: setting === 'Enabled' }),
      ...(enableNetworkIsolation === true ? { isolated: true } : {}),
    });
    return { id, outputs: { arn: created.arn } };
  },
  update: () => ({}),
  delete: (id, _outputs, { cloud }) => cloud.sagemaker.deleteModel(id),
});

const S3Path = Type.String({ pattern: '^s3://[^/]+(/.*)?$', maxLength: 1024 });

const seconds = (minimum: number, maximum: number) => optional(Type.Integer({ minimum, maximum }));

export const endpointConfiguration = defineHandler({
  type: 'aws:sagemaker/endpointConfiguration:EndpointConfiguration',
  inputs: regionalInputs({
    name: optional(name(NAME, 63)),
    productionVariants: Type.Array(
      inputs({
        variantName: name(NAME, 63),
        modelName: Type.String(),
        initialInstanceCount: optional(Type.Integer({ minimum: 1 })),
        instanceType: optional(Type.String({ pattern: '^ml\\.' })),
        serverlessConfig: optional(
          inputs({
            memorySizeInMb: Type.Enum([1024, 2048, 3072, 4096, 5120, 6144]),
            maxConcurrency: Type.Integer({ minimum: 1, maximum: 200 }),
            provisionedConcurrency: optional(Type.Integer({ minimum: 1, maximum: 200 })),
          }),
        ),
        initialVariantWeight: optional(Type.Number({ minimum: 0 })),
        containerStartupHealthCheckTimeoutInSeconds: seconds(60, 3600),
        modelDataDownloadTimeoutInSeconds: seconds(60, 3600),
      }),
      { minItems: 1, maxItems: 1 },
    ),
    asyncInferenceConfig: optional(
      inputs({
        clientConfig: optional(
          inputs({
            maxConcurrentInvocationsPerInstance: optional(
              Type.Integer({ minimum: 1, maximum: 1000 }),
            ),
          }),
        ),
        outputConfig: inputs({
          s3OutputPath: S3Path,
          s3FailurePath: optional(S3Path),
          notificationConfig: optional(
            inputs({ successTopic: optional(arn('sns')), errorTopic: optional(arn('sns')) }),
          ),
        }),
      }),
    ),
  }),
  autoname: { property: 'name', maxLength: 63 },
  replaceOnChanges: ['name', 'productionVariants', 'asyncInferenceConfig', 'region'],
  create(given, { cloud }) {
    const id = String(given.name);
    const created = cloud.sagemaker.createEndpointConfig({
      name: id,
      productionVariants: given.productionVariants,
      ...(given.asyncInferenceConfig ? { asyncInferenceConfig: given.asyncInferenceConfig } : {}),
    });
    return { id, outputs: { arn: created.arn } };
  },
  update: () => ({}),
  delete: (id, _outputs, { cloud }) => cloud.sagemaker.deleteEndpointConfig(id),
});
