import { lastPart, type Arns } from '../../../cloud/arns.ts';
import { AwsError } from '../../../cloud/aws-error.ts';

/** The member `ResourceArn` of the operations on tags. */
export const RESOURCE_ARN = {
  required: true,
  pattern: /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:.+$/,
  maximumLength: 256,
} as const;

/** @returns the endpoint's name @throws AwsError when it is not the ARN of an endpoint of this cloud */
export function endpointOf(arn: string, arns: Arns): string {
  const name = lastPart(arn);
  if (arn === arns.endpoint(name)) return name;
  throw new AwsError(
    'ValidationException',
    `The local cloud knows only the tags of its own endpoints, not of ${arn}.`,
  );
}
