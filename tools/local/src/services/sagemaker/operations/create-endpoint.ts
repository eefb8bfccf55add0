import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import type { Endpoints } from '../endpoints.ts';
import { readTags } from '../tags.ts';
import { ENDPOINT_NAME } from './endpoint-name.ts';

export function createEndpoint(endpoints: Endpoints, arns: Arns): JsonOperation {
  return (input) => {
    const { Tags, ...named } = { ...(input as { Tags?: unknown }) };
    const { EndpointName, EndpointConfigName } = readMembers(
      'CreateEndpoint',
      { EndpointName: ENDPOINT_NAME, EndpointConfigName: ENDPOINT_NAME },
      named,
    );
    const tags = readTags('CreateEndpoint', Tags);
    const action = 'sagemaker:CreateEndpoint';
    const resource = arns.endpoint(EndpointName);
    const resourceTags = endpoints.tagsOf(EndpointName);
    const isTagged = Object.keys(tags).length > 0;
    return {
      permissions: [
        { action, resource, resourceTags },
        { action, resource: arns.endpointConfig(EndpointConfigName) },
        ...(isTagged ? [{ action: 'sagemaker:AddTags', resource, resourceTags }] : []),
      ],
      run: () => {
        endpoints.create(EndpointName, EndpointConfigName, tags);
        return { EndpointArn: resource };
      },
    };
  };
}
