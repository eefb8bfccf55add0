import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import type { Endpoints } from '../endpoints.ts';
import { readTagKeys } from '../tags.ts';
import { endpointOf, RESOURCE_ARN } from './endpoint-arn.ts';

/** Ignores a key that no tag has. */
export function deleteTags(endpoints: Endpoints, arns: Arns): JsonOperation {
  return (input) => {
    const { TagKeys, ...named } = { ...(input as { TagKeys?: unknown }) };
    const { ResourceArn } = readMembers('DeleteTags', { ResourceArn: RESOURCE_ARN }, named);
    const gone = new Set(readTagKeys('DeleteTags', TagKeys));
    const name = endpointOf(ResourceArn, arns);
    return {
      permissions: [
        {
          action: 'sagemaker:DeleteTags',
          resource: ResourceArn,
          resourceTags: endpoints.tagsOf(name),
        },
      ],
      run: () => {
        const endpoint = endpoints.describe(name);
        const left = Object.entries(endpoint.tags).filter(([key]) => !gone.has(key));
        endpoint.tags = Object.fromEntries(left);
        return {};
      },
    };
  };
}
