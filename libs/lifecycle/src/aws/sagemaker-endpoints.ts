import { ENDPOINT_TAGS, LIMITS, type Deployment, type Rollout } from '@pilotlight/contracts';
import {
  CreateEndpointCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  UpdateEndpointCommand,
  type DeploymentConfig,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { CloudError } from '@pilotlight/hosts';
import { cloudError } from '@pilotlight/hosts/aws';
import type { EndpointDescription, EndpointPort } from '../endpoint/ports.ts';
import { sageMakerSays } from './sagemaker-says.ts';

const briefly = () => ({ abortSignal: AbortSignal.timeout(LIMITS.cloudCallSeconds * 1000) });

/** SageMaker's endpoints; those that it creates get tags that identify their stack and key. */
export function sageMakerEndpoints(
  control: SageMakerClient,
  { tableName, tags }: Pick<Deployment, 'tableName' | 'tags'>,
): EndpointPort {
  return {
    async describe({ endpointName: EndpointName }) {
      try {
        const command = new DescribeEndpointCommand({ EndpointName });
        const found = await control.send(command, briefly());
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
          return { instanceType: InstanceType, instanceCount: InitialInstanceCount };
        }
      } catch (error) {
        if (sageMakerSays(error, 'noConfiguration')) return undefined;
        throw cloudError('SageMaker', operation, error);
      }
      throw cloudError('SageMaker', operation, new Error(`${configuration} names no instances`));
    },

    async create({ key, endpointName, endpointConfigName, instanceType }) {
      try {
        await control.send(
          new CreateEndpointCommand({
            EndpointName: endpointName,
            EndpointConfigName: endpointConfigName,
            Tags: Object.entries({
              ...tags,
              [ENDPOINT_TAGS.table]: tableName,
              [ENDPOINT_TAGS.model]: key,
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

    async update({ endpointName, endpointConfigName }, rollout) {
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

    async delete({ endpointName: EndpointName }) {
      try {
        await control.send(new DeleteEndpointCommand({ EndpointName }), briefly());
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
