import { allow, policy, type PolicyDocument } from './document.ts';
import {
  countStatement,
  ofStack,
  wakeStatements,
  type FunctionArns,
} from './function-statements.ts';

/** Deletes idle endpoints and advances stuck wakes. Only the reaper disables the schedule; it invokes no endpoint. */
export function reaperPolicy(arns: FunctionArns): PolicyDocument {
  return policy(
    allow(['events:DisableRule'], [arns.scheduleRule]),
    // CloudWatch's metrics have no ARN, and reading them supports no condition on their namespace.
    allow(['cloudwatch:GetMetricData'], ['*']),
    // Tags an endpoint when it can't be told whether it is used; AddTags is among the statements of a wake.
    allow(['sagemaker:DeleteTags', 'sagemaker:ListTags'], [arns.endpoints], ofStack(arns)),
    countStatement(arns),
    ...wakeStatements(arns),
  );
}
