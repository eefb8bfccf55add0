import { readMembers } from '../../../cloud/front/members.ts';
import { AwsError } from '../../../cloud/aws-error.ts';

/**
 * The rule that an operation names, on the default bus.
 * @throws AwsError ResourceNotFoundException for another bus
 */
export function ruleName(operation: string, input: unknown): string {
  const { Name, EventBusName } = readMembers(
    operation,
    {
      Name: { required: true, pattern: /^[.\-_A-Za-z0-9]+$/, maximumLength: 64 },
      EventBusName: { maximumLength: 1600 },
    },
    input,
  );
  if (EventBusName === undefined || EventBusName === 'default') return Name;
  throw new AwsError('ResourceNotFoundException', `Event bus ${EventBusName} does not exist.`);
}
