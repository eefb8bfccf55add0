import { allow, policy, type PolicyDocument } from './document.ts';
import {
  countStatement,
  ofStack,
  predictStatements,
  wakeStatements,
  type FunctionArns,
} from './function-statements.ts';

/**
 * Runs parked predictions, wakes an endpoint that has a queue but no longer exists, and moves and retires endpoints,
 * including that of a model just removed from the stack.
 */
export function jobsPolicy(arns: FunctionArns): PolicyDocument {
  return policy(
    ...predictStatements(arns),
    // IAM checks the endpoint and its new configuration.
    allow(['sagemaker:UpdateEndpoint'], [arns.endpoints, arns.endpointConfigs], ofStack(arns)),
    countStatement(arns),
    ...wakeStatements(arns),
  );
}
