import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Account } from '../arn.ts';
import { executionPolicy, type ExecutionArns } from '../policies/execution.ts';
import { executionTrustPolicy } from '../policies/trust.ts';

export interface ExecutionRoleArgs {
  readonly account: Account;
  readonly repositoryArn: string;
  readonly bucketArn: pulumi.Output<string>;
  /** The folder of the bundles, and whether SageMaker lists it. */
  readonly bundles: Omit<ExecutionArns['bundles'], 'bucket'>;
  readonly logGroupArn: pulumi.Output<string>;
  /** Of the rollback alarms; undefined for a single instance. */
  readonly alarmArns: string | undefined;
  readonly jobs: pulumi.Input<NonNullable<ExecutionArns['jobs']>> | undefined;
}

/** The role of an endpoint's containers, and its policy. @param name the endpoint's name */
export function executionRole(
  name: string,
  args: ExecutionRoleArgs,
  options: pulumi.CustomResourceOptions,
): { readonly role: aws.iam.Role; readonly policy: aws.iam.RolePolicy } {
  const { account, repositoryArn: repository, bundles, alarmArns: alarms } = args;
  const assumeRolePolicy = JSON.stringify(executionTrustPolicy(account));
  const role = new aws.iam.Role(name, { assumeRolePolicy }, options);
  const document = pulumi
    .all([args.bucketArn, args.logGroupArn, args.jobs])
    .apply(([bucket, logGroup, jobs]) =>
      JSON.stringify(
        executionPolicy({
          ...{ repository, bundles: { ...bundles, bucket }, logGroup },
          ...(alarms === undefined ? {} : { alarms }),
          ...(jobs === undefined ? {} : { jobs }),
        }),
      ),
    );
  const policy = new aws.iam.RolePolicy(name, { role: role.name, policy: document }, options);
  return { role, policy };
}
