import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import type { Endpoints } from '../endpoints.ts';
import { ENDPOINT_NAME } from './endpoint-name.ts';

export function deleteEndpoint(endpoints: Endpoints, arns: Arns): JsonOperation {
  return (input) => {
    const { EndpointName } = readMembers('DeleteEndpoint', { EndpointName: ENDPOINT_NAME }, input);
    return {
      permissions: [
        {
          action: 'sagemaker:DeleteEndpoint',
          resource: arns.endpoint(EndpointName),
          resourceTags: endpoints.tagsOf(EndpointName),
        },
      ],
      run: () => {
        endpoints.delete(EndpointName);
        return {};
      },
    };
  };
}
