import { allow, policy, type PolicyDocument } from './document.ts';
import {
  countStatement,
  ofStack,
  wakeStatements,
  type FunctionArns,
} from './function-statements.ts';

/** Deletes idle endpoints and takes on wakes that are stuck; it alone stops the schedule, and it asks no endpoint. */
export function reaperPolicy(arns: FunctionArns): PolicyDocument {
  return policy(
    allow(['events:DisableRule'], [arns.scheduleRule]),
    // CloudWatch's metrics have no ARN, and reading them knows no condition on their namespace.
    allow(['cloudwatch:GetMetricData'], ['*']),
    // Marks an endpoint of which nobody can tell whether it is used; AddTags is among the statements of a wake.
    allow(['sagemaker:DeleteTags', 'sagemaker:ListTags'], [arns.endpoints], ofStack(arns)),
    countStatement(arns),
    ...wakeStatements(arns),
  );
}
