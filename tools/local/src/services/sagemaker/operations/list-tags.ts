import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import { readMembers } from '../../../cloud/front/members.ts';
import type { Endpoints } from '../endpoints.ts';
import { tagList } from '../tags.ts';
import { endpointOf, RESOURCE_ARN } from './endpoint-arn.ts';

/** All tags of an endpoint on one page: it has at most 50, and a page holds 50. */
export function listTags(endpoints: Endpoints, arns: Arns): JsonOperation {
  return (input) => {
    const { ResourceArn } = readMembers('ListTags', { ResourceArn: RESOURCE_ARN }, input);
    const name = endpointOf(ResourceArn, arns);
    return {
      permissions: [
        {
          action: 'sagemaker:ListTags',
          resource: ResourceArn,
          resourceTags: endpoints.tagsOf(name),
        },
      ],
      run: () => ({ Tags: tagList(endpoints.describe(name).tags) }),
    };
  };
}
