import {
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  paginateListEndpoints,
  paginateListTags,
  type EndpointSummary,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { sageMakerSays } from '@pilotlight/lifecycle/aws';
import type { Cloud } from '../cloud.ts';
import type { Endpoint } from '../sight.ts';

/** The maximum page size. */
const PAGE = 100;

/** SageMaker's part. */
export function sageMaker(
  client: SageMakerClient,
): Pick<Cloud, 'listEndpoints' | 'tagsOf' | 'describe' | 'instanceTypeOf' | 'delete'> {
  return {
    async listEndpoints() {
      const found: Endpoint[] = [];
      for await (const page of paginateListEndpoints({ client, pageSize: PAGE }, {})) {
        found.push(...(page.Endpoints ?? []).map(summarised));
      }
      return found;
    },

    async tagsOf({ arn }) {
      const tags: Record<string, string> = {};
      for await (const page of paginateListTags({ client }, { ResourceArn: arn })) {
        for (const { Key, Value } of page.Tags ?? []) tags[Key ?? ''] = Value ?? '';
      }
      return tags;
    },

    async describe(name) {
      try {
        const found = await client.send(new DescribeEndpointCommand({ EndpointName: name }));
        const [variant] = found.ProductionVariants ?? [];
        return {
          ...summarised(found),
          configuration: found.EndpointConfigName ?? '',
          instances: variant?.DesiredInstanceCount ?? 1,
        };
      } catch (error) {
        if (sageMakerSays(error, 'noEndpoint')) return undefined;
        throw error;
      }
    },

    async instanceTypeOf(configuration) {
      try {
        const input = { EndpointConfigName: configuration };
        const found = await client.send(new DescribeEndpointConfigCommand(input));
        return found.ProductionVariants?.[0]?.InstanceType;
      } catch (error) {
        if (sageMakerSays(error, 'noConfiguration')) return undefined;
        throw error;
      }
    },

    async delete(name) {
      try {
        await client.send(new DeleteEndpointCommand({ EndpointName: name }));
        return 'deleting';
      } catch (error) {
        if (sageMakerSays(error, 'noEndpoint')) return 'absent';
        if (sageMakerSays(error, 'inProgress')) return 'in-progress';
        throw error;
      }
    },
  };
}

function summarised(summary: Partial<EndpointSummary>): Endpoint {
  const { EndpointName, EndpointArn, EndpointStatus, CreationTime, LastModifiedTime } = summary;
  if (!EndpointName || !EndpointArn || !EndpointStatus || !CreationTime) {
    throw new Error(
      'SageMaker returned an endpoint without its name, ARN, status or creation time',
    );
  }
  return {
    name: EndpointName,
    arn: EndpointArn,
    status: EndpointStatus,
    createdAt: CreationTime.getTime(),
    modifiedAt: (LastModifiedTime ?? CreationTime).getTime(),
  };
}
