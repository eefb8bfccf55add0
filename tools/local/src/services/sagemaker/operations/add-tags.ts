import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import type { Endpoints } from '../endpoints.ts';
import { readTags, tagList } from '../tags.ts';
import { endpointOf, RESOURCE_ARN } from './endpoint-arn.ts';

/** Overwrites a tag whose key exists. */
export function addTags(endpoints: Endpoints, arns: Arns): JsonOperation {
  return (input) => {
    const { Tags, ...named } = { ...(input as { Tags?: unknown }) };
    const { ResourceArn } = readMembers('AddTags', { ResourceArn: RESOURCE_ARN }, named);
    const added = readTags('AddTags', Tags);
    const name = endpointOf(ResourceArn, arns);
    return {
      permissions: [
        {
          action: 'sagemaker:AddTags',
          resource: ResourceArn,
          resourceTags: endpoints.tagsOf(name),
        },
      ],
      run: () => {
        const endpoint = endpoints.describe(name);
        const tags = tagList({ ...endpoint.tags, ...added });
        endpoint.tags = readTags('AddTags', tags);
        return { Tags: tags };
      },
    };
  };
}
