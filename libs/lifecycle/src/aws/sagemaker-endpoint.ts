import { ENDPOINT_TAGS, LIMITS, type FunctionConfig, type Rollout } from '@pilotlight/contracts';
import {
  CreateEndpointCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  UpdateEndpointCommand,
  type DeploymentConfig,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  InvokeEndpointCommand,
  ModelError,
  type SageMakerRuntimeClient,
} from '@aws-sdk/client-sagemaker-runtime';
import { CloudError } from '../cloud-error.ts';
import type { EndpointDescription, EndpointPort, Invocation } from '../ports.ts';
import { cloudError, isAwsError } from './errors.ts';
import { sageMakerSays } from './sagemaker-says.ts';
import { DeadlineError, within } from './within.ts';

const NOT_IN_SERVICE = /^Endpoint \S+ of account \S+ not found/;

const briefly = () => ({ abortSignal: AbortSignal.timeout(LIMITS.cloudCallSeconds * 1000) });

/** The SageMaker endpoints of `deployments`; those that it creates get tags that identify their stack and model. */
export function sageMakerEndpoint(
  control: SageMakerClient,
  runtime: SageMakerRuntimeClient,
  {
    deployments,
    tableName,
    instanceType,
    tags = {},
  }: Pick<FunctionConfig, 'deployments' | 'tableName' | 'instanceType' | 'tags'>,
): EndpointPort {
  const deployment = (model: string) => {
    const found = deployments[model];
    if (!found) throw new Error(`no deployment of the model ${model}`);
    return found;
  };
  const endpoint = (model: string) => ({ EndpointName: deployment(model).endpointName });

  return {
    configurationOf: (model) => deployment(model).endpointConfigName,

    async invoke(model, body) {
      try {
        const command = new InvokeEndpointCommand({
          ...endpoint(model),
          Body: body,
          ContentType: 'application/json',
          Accept: 'application/json',
        });
        const answer = await within(LIMITS.invocationSeconds, (options) =>
          runtime.send(command, options),
        );
        return { kind: 'answered', body: answer.Body.transformToString() };
      } catch (error) {
        return failedInvocation(error);
      }
    },

    async describe(model) {
      try {
        const found = await control.send(new DescribeEndpointCommand(endpoint(model)), briefly());
        return described(found);
      } catch (error) {
        if (sageMakerSays(error, 'noEndpoint')) return undefined;
        throw cloudError('SageMaker', 'DescribeEndpoint', error);
      }
    },

    async sizeOf(configuration) {
      const operation = 'DescribeEndpointConfig';
      const command = new DescribeEndpointConfigCommand({ EndpointConfigName: configuration });
      try {
        const { ProductionVariants } = await control.send(command, briefly());
        const { InstanceType, InitialInstanceCount } = ProductionVariants?.[0] ?? {};
        if (InstanceType && InitialInstanceCount) {
          return { instanceType: InstanceType, instances: InitialInstanceCount };
        }
      } catch (error) {
        if (sageMakerSays(error, 'noConfiguration')) return undefined;
        throw cloudError('SageMaker', operation, error);
      }
      throw cloudError('SageMaker', operation, new Error(`${configuration} names no instances`));
    },

    async create(model) {
      const { endpointName, endpointConfigName } = deployment(model);
      try {
        await control.send(
          new CreateEndpointCommand({
            EndpointName: endpointName,
            EndpointConfigName: endpointConfigName,
            Tags: Object.entries({
              ...tags,
              [ENDPOINT_TAGS.table]: tableName,
              [ENDPOINT_TAGS.model]: model,
              [ENDPOINT_TAGS.instanceType]: instanceType,
            }).map(([Key, Value]) => ({ Key, Value })),
          }),
          briefly(),
        );
        return 'created';
      } catch (error) {
        if (sageMakerSays(error, 'exists')) return 'exists';
        if (sageMakerSays(error, 'noConfiguration')) return 'no-configuration';
        throw cloudError('SageMaker', 'CreateEndpoint', error);
      }
    },

    async update(model, rollout) {
      const { endpointName, endpointConfigName } = deployment(model);
      try {
        await control.send(
          new UpdateEndpointCommand({
            EndpointName: endpointName,
            EndpointConfigName: endpointConfigName,
            ...(rollout ? { DeploymentConfig: canary(rollout) } : {}),
          }),
          briefly(),
        );
        return 'updating';
      } catch (error) {
        if (sageMakerSays(error, 'noEndpoint')) return 'absent';
        if (sageMakerSays(error, 'inProgress')) return 'in-progress';
        // Eventual consistency: the configuration was created a moment ago.
        if (sageMakerSays(error, 'noConfiguration')) throw notYetVisible(error);
        throw cloudError('SageMaker', 'UpdateEndpoint', error);
      }
    },

    async delete(model) {
      try {
        await control.send(new DeleteEndpointCommand(endpoint(model)), briefly());
        return 'deleting';
      } catch (error) {
        if (sageMakerSays(error, 'noEndpoint')) return 'absent';
        if (sageMakerSays(error, 'inProgress')) return 'in-progress';
        throw cloudError('SageMaker', 'DeleteEndpoint', error);
      }
    },
  };
}

const notYetVisible = (error: Error) =>
  new CloudError(
    'unavailable',
    { service: 'SageMaker', operation: 'UpdateEndpoint' },
    error.message,
    { cause: error },
  );

/** A canary deployment: a few new instances take traffic first; the alarm rolls the update back. */
function canary({ canaryInstances, bakeSeconds, alarmName }: Rollout): DeploymentConfig {
  return {
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: {
        Type: 'CANARY',
        CanarySize: { Type: 'INSTANCE_COUNT', Value: canaryInstances },
        WaitIntervalInSeconds: bakeSeconds,
      },
    },
    AutoRollbackConfiguration: { Alarms: [{ AlarmName: alarmName }] },
  };
}

function failedInvocation(error: unknown): Invocation {
  // SageMaker Runtime has ValidationError, the control plane ValidationException.
  if (isAwsError(error, 'ValidationError', NOT_IN_SERVICE)) return { kind: 'absent' };
  if (error instanceof ModelError) {
    const { OriginalStatusCode: status = 0, OriginalMessage, message } = error;
    return { kind: 'model-error', status, message: OriginalMessage ?? message };
  }
  // Not by name: the SDK also uses TimeoutError for a broken connection, which does not mean that the model is slow.
  if (error instanceof DeadlineError) return { kind: 'timed-out' };
  throw cloudError('SageMaker', 'InvokeEndpoint', error);
}

function described(found: {
  EndpointStatus?: EndpointDescription['status'] | undefined;
  EndpointConfigName?: string | undefined;
  CreationTime?: Date | undefined;
  LastModifiedTime?: Date | undefined;
  FailureReason?: string | undefined;
}): EndpointDescription {
  const { EndpointStatus: status, EndpointConfigName: configuration } = found;
  const { CreationTime, LastModifiedTime, FailureReason } = found;
  if (!status || !configuration || !CreationTime) {
    const missing = new Error(`no status, configuration or time in ${JSON.stringify(found)}`);
    throw cloudError('SageMaker', 'DescribeEndpoint', missing);
  }
  return {
    status,
    configuration,
    createdAt: CreationTime.getTime(),
    modifiedAt: (LastModifiedTime ?? CreationTime).getTime(),
    ...(FailureReason ? { failureReason: FailureReason } : {}),
  };
}
