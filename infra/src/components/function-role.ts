import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { PolicyDocument } from '../policies/document.ts';
import { functionTrustPolicy } from '../policies/trust.ts';

export interface FunctionRoleArgs {
  readonly logRetentionDays: number;
  /** Ends the names of the role and its policy within the program. */
  readonly suffix?: string;
  /** @param logGroup the ARN of the function's log group */
  readonly policy: (logGroup: string) => pulumi.Input<PolicyDocument>;
}

/** What a function has beside its code: a log group, and a role with its policy. */
export interface FunctionRole {
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly role: aws.iam.Role;
  readonly policy: aws.iam.RolePolicy;
}

/** The role and the log group of one function. @param name what the function's name begins with */
export function functionRole(
  name: string,
  args: FunctionRoleArgs,
  options: pulumi.CustomResourceOptions,
): FunctionRole {
  const logGroup = new aws.cloudwatch.LogGroup(
    name,
    { name: `/aws/lambda/${name}`, retentionInDays: args.logRetentionDays },
    options,
  );
  const roleName = `${name}${args.suffix ?? ''}`;
  const role = new aws.iam.Role(
    roleName,
    { assumeRolePolicy: JSON.stringify(functionTrustPolicy()) },
    options,
  );
  const policy = new aws.iam.RolePolicy(
    roleName,
    {
      role: role.name,
      policy: logGroup.arn.apply(args.policy).apply((document) => JSON.stringify(document)),
    },
    options,
  );
  return { logGroup, role, policy };
}
