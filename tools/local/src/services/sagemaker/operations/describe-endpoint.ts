import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Endpoints } from '../endpoints.ts';
import { variantSummary } from '../variant-summary.ts';
import { ENDPOINT_NAME } from './endpoint-name.ts';

export function describeEndpoint(endpoints: Endpoints, arns: Arns): JsonOperation {
  return (input) => {
    const { EndpointName } = readMembers(
      'DescribeEndpoint',
      { EndpointName: ENDPOINT_NAME },
      input,
    );
    return {
      permissions: [
        {
          action: 'sagemaker:DescribeEndpoint',
          resource: arns.endpoint(EndpointName),
          resourceTags: endpoints.tagsOf(EndpointName),
        },
      ],
      run: () => description(endpoints.describe(EndpointName), arns),
    };
  };
}

/** The JSON protocol's timestamps are epoch seconds with decimals. */
function description(endpoint: Endpoint, arns: Arns): object {
  return {
    EndpointName: endpoint.name,
    EndpointArn: arns.endpoint(endpoint.name),
    EndpointConfigName: endpoint.config.name,
    ProductionVariants: [variantSummary(endpoint)],
    EndpointStatus: endpoint.status,
    ...(endpoint.failureReason === undefined ? {} : { FailureReason: endpoint.failureReason }),
    CreationTime: endpoint.createdAt.getTime() / 1_000,
    LastModifiedTime: endpoint.modifiedAt.getTime() / 1_000,
  };
}
