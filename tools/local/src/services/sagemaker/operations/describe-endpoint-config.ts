import type { Arns } from '../../../cloud/arns.ts';
import { AwsError } from '../../../cloud/aws-error.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import { asyncInferenceConfig } from '../async/async-config.ts';
import { isServerless } from '../endpoint-config.ts';
import type { Models } from '../models.ts';
import { serverlessConfig } from '../variant-summary.ts';
import { ENDPOINT_NAME } from './endpoint-name.ts';

export function describeEndpointConfig(models: Models, arns: Arns): JsonOperation {
  return (input) => {
    const { EndpointConfigName } = readMembers(
      'DescribeEndpointConfig',
      { EndpointConfigName: ENDPOINT_NAME },
      input,
    );
    const resource = arns.endpointConfig(EndpointConfigName);
    return {
      permissions: [{ action: 'sagemaker:DescribeEndpointConfig', resource }],
      run: () => {
        const config = models.findConfig(EndpointConfigName);
        if (!config) {
          throw new AwsError(
            'ValidationException',
            `Could not find endpoint configuration "${resource}".`,
          );
        }
        const { variant } = config;
        return {
          EndpointConfigName,
          EndpointConfigArn: resource,
          CreationTime: config.createdAt.getTime() / 1_000,
          ProductionVariants: [
            {
              VariantName: variant.variantName,
              ModelName: variant.modelName,
              ...(isServerless(variant)
                ? { ServerlessConfig: serverlessConfig(variant) }
                : {
                    InitialInstanceCount: variant.initialInstanceCount,
                    InstanceType: variant.instanceType,
                  }),
            },
          ],
          ...(config.async ? { AsyncInferenceConfig: asyncInferenceConfig(config.async) } : {}),
        };
      },
    };
  };
}
