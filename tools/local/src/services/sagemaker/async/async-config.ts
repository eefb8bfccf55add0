import type { SageMakerControl } from '../control.ts';

/** What an endpoint configuration says of asynchronous invocations. */
export type AsyncConfig = NonNullable<
  Parameters<SageMakerControl['createEndpointConfig']>[0]['asyncInferenceConfig']
>;

/** SageMaker chooses a number by the instance type where the configuration has none; which, AWS does not say. */
const USUAL_PER_INSTANCE = 4;

/** How many invocations one instance works on at once. */
export const perInstance = ({ clientConfig }: AsyncConfig): number =>
  clientConfig?.maxConcurrentInvocationsPerInstance ?? USUAL_PER_INSTANCE;

/** The same in the spelling of the API. */
export function asyncInferenceConfig({ clientConfig, outputConfig }: AsyncConfig): object {
  const { s3OutputPath, s3FailurePath, notificationConfig } = outputConfig;
  const most = clientConfig?.maxConcurrentInvocationsPerInstance;
  return {
    ...(most === undefined ? {} : { ClientConfig: { MaxConcurrentInvocationsPerInstance: most } }),
    OutputConfig: {
      S3OutputPath: s3OutputPath,
      ...(s3FailurePath === undefined ? {} : { S3FailurePath: s3FailurePath }),
      ...(notificationConfig === undefined
        ? {}
        : {
            NotificationConfig: {
              SuccessTopic: notificationConfig.successTopic,
              ErrorTopic: notificationConfig.errorTopic,
            },
          }),
    },
  };
}
