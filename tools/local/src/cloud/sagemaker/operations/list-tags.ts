import { lastPart, type Arns } from '../../arns.ts';
import { AwsError } from '../../aws-error.ts';
import type { JsonOperation } from '../../front/json-service.ts';
import { readMembers } from '../../front/members.ts';
import type { Endpoints } from '../endpoints.ts';

const ARN = {
  required: true,
  pattern: /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:.+$/,
  maximumLength: 256,
} as const;

/** Of an endpoint, all at once: it has at most 50, and a page holds as many. */
export function listTags(endpoints: Endpoints, arns: Arns): JsonOperation {
  return (input) => {
    const { ResourceArn } = readMembers('ListTags', { ResourceArn: ARN }, input);
    const name = lastPart(ResourceArn);
    if (ResourceArn !== arns.endpoint(name)) {
      throw new AwsError(
        'ValidationException',
        `The local cloud knows the tags of its own endpoints only, not of ${ResourceArn}.`,
      );
    }
    return {
      permissions: [{ action: 'sagemaker:ListTags', resource: ResourceArn }],
      run: () => {
        const { tags } = endpoints.describe(name);
        return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
      },
    };
  };
}
