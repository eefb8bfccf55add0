import { allow, policy, type PolicyDocument } from './document.ts';
import {
  countStatement,
  predictStatements,
  wakeStatements,
  type FunctionArns,
} from './function-statements.ts';

/** Runs what was parked, wakes an endpoint that is queued for and gone, and moves and retires endpoints. */
export function jobsPolicy(arns: FunctionArns): PolicyDocument {
  return policy(
    ...predictStatements(arns),
    // Checked on the endpoint and on its new configuration.
    allow(['sagemaker:UpdateEndpoint'], [...arns.endpoints, ...arns.endpointConfigs]),
    // A model that is taken out of the stack is retired after this policy has lost its name.
    allow(['sagemaker:DeleteEndpoint', 'sagemaker:DescribeEndpoint'], [arns.anyEndpoint]),
    countStatement(arns),
    ...wakeStatements(arns),
  );
}
