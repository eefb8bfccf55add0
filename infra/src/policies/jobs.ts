import { allow, policy, type PolicyDocument } from './document.ts';
import { wakeStatements, type FunctionArns } from './function-statements.ts';

/** Runs what was parked, and wakes an endpoint that is queued for and gone. */
export function jobsPolicy(arns: FunctionArns): PolicyDocument {
  return policy(allow(['sagemaker:InvokeEndpoint'], arns.endpoints), ...wakeStatements(arns));
}
