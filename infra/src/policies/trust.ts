import { arn, type Account } from '../arn.ts';

/** Who may assume a role. */
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

/**
 * Lambda does not send the account when it assumes a role, so a condition on the account would refuse Lambda itself.
 */
export function functionTrustPolicy(): TrustPolicy {
  return { Version: '2012-10-17', Statement: [trust('lambda.amazonaws.com')] };
}

/**
 * Lets SageMaker assume the role for this account and region only: protects against the confused deputy, in the form
 * that AWS documents for inference
 * (https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html).
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
