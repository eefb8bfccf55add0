import { arn, type Account } from '../arn.ts';

/** Who may take a role. */
export interface TrustPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Principal: { readonly Service: string };
    readonly Action: 'sts:AssumeRole';
    readonly Condition?: {
      readonly StringEquals: { readonly 'aws:SourceAccount': string };
      readonly ArnLike: { readonly 'aws:SourceArn': string };
    };
  }[];
}

function trust(service: string): TrustPolicy['Statement'][number] {
  return { Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' };
}

/** Lambda says nothing of the account when it takes a role: a condition on it would refuse Lambda itself. */
export function functionTrustPolicy(): TrustPolicy {
  return { Version: '2012-10-17', Statement: [trust('lambda.amazonaws.com')] };
}

/**
 * Lets SageMaker take the role for work of this account and region only: AWS's guard against the confused deputy, in the form
 * that it documents for inference (https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html).
 */
export function executionTrustPolicy(account: Account): TrustPolicy {
  const Condition = {
    StringEquals: { 'aws:SourceAccount': account.accountId },
    ArnLike: { 'aws:SourceArn': arn(account, 'sagemaker', '*') },
  };
  return {
    Version: '2012-10-17',
    Statement: [{ ...trust('sagemaker.amazonaws.com'), Condition }],
  };
}
