import {
  DescribeEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { LIMITS, VARIANT_NAME } from '@pilotlight/contracts';
import { cloudError } from '@pilotlight/hosts/aws';
import type { InstancePort } from '../endpoint/ports.ts';
import { sageMakerSays } from './sagemaker-says.ts';

const briefly = () => ({ abortSignal: AbortSignal.timeout(LIMITS.cloudCallSeconds * 1000) });

/** The instances of SageMaker's asynchronous endpoints. */
export function sageMakerInstances(control: SageMakerClient): InstancePort {
  return {
    async count(EndpointName) {
      const operation = 'DescribeEndpoint';
      try {
        const command = new DescribeEndpointCommand({ EndpointName });
        const found = await control.send(command, briefly());
        const { EndpointStatus: status, ProductionVariants, LastModifiedTime } = found;
        if (!status) throw new Error(`no status in ${JSON.stringify(found)}`);
        // While the endpoint is created, it has no variants yet.
        const { CurrentInstanceCount: current = 0, DesiredInstanceCount: desired = 0 } =
          ProductionVariants?.[0] ?? {};
        return { status, current, desired, modifiedAt: LastModifiedTime?.getTime() ?? 0 };
      } catch (error) {
        if (sageMakerSays(error, 'noEndpoint')) return undefined;
        throw cloudError('SageMaker', operation, error);
      }
    },

    async request(EndpointName, count) {
      try {
        await control.send(
          new UpdateEndpointWeightsAndCapacitiesCommand({
            EndpointName,
            DesiredWeightsAndCapacities: [
              { VariantName: VARIANT_NAME, DesiredInstanceCount: count },
            ],
          }),
          briefly(),
        );
        return 'requested';
      } catch (error) {
        if (sageMakerSays(error, 'noEndpoint')) return 'absent';
        if (sageMakerSays(error, 'inProgress')) return 'in-progress';
        throw cloudError('SageMaker', 'UpdateEndpointWeightsAndCapacities', error);
      }
    },
  };
}
