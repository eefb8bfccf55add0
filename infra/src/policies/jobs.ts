import { allow, policy, type PolicyDocument } from './document.ts';
import {
  countStatement,
  ofStack,
  predictStatements,
  wakeStatements,
  type FunctionArns,
} from './function-statements.ts';

/**
 * Runs what was parked, wakes an endpoint that is queued for and gone, and moves and retires endpoints: also that of a model
 * which was just taken out of the stack.
 */
export function jobsPolicy(arns: FunctionArns): PolicyDocument {
  return policy(
    ...predictStatements(arns),
    // Checked on the endpoint and on its new configuration.
    allow(['sagemaker:UpdateEndpoint'], [arns.endpoints, arns.endpointConfigs], ofStack(arns)),
    countStatement(arns),
    ...wakeStatements(arns),
  );
}
