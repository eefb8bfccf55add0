import type { Arns } from '../../cloud/arns.ts';
import type { CloudEvent } from '../events/event.ts';
import type { Endpoint, EndpointStatus } from './endpoint.ts';
import { variantSummary } from './variant-summary.ts';

/** The event spells statuses in capitals, unlike the API. */
const EVENT_STATUS = {
  Creating: 'CREATING',
  InService: 'IN_SERVICE',
  Updating: 'UPDATING',
  Failed: 'FAILED',
  Deleting: 'DELETING',
} as const satisfies Record<EndpointStatus, string>;

/** The event that SageMaker puts on the default bus at each change of an endpoint's status. */
export function stateChangeEvent(endpoint: Endpoint, arns: Arns): CloudEvent {
  const arn = arns.endpoint(endpoint.name);
  return {
    source: 'aws.sagemaker',
    'detail-type': 'SageMaker Endpoint State Change',
    resources: [arn],
    detail: {
      EndpointName: endpoint.name,
      EndpointArn: arn,
      EndpointConfigName: endpoint.config.name,
      ProductionVariants: [variantSummary(endpoint)],
      EndpointStatus: EVENT_STATUS[endpoint.status],
      CreationTime: endpoint.createdAt.getTime(),
      LastModifiedTime: endpoint.modifiedAt.getTime(),
      Tags: endpoint.tags,
    },
  };
}
