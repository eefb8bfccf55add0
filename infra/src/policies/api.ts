import { allow, policy, type PolicyDocument } from './document.ts';
import { wakeStatements, type FunctionArns } from './function-statements.ts';

/** Predicts, parks and wakes. */
export function apiPolicy(arns: FunctionArns): PolicyDocument {
  return policy(allow(['sagemaker:InvokeEndpoint'], arns.endpoints), ...wakeStatements(arns));
}
