import { policy, type PolicyDocument } from './document.ts';
import { predictStatements, wakeStatements, type FunctionArns } from './function-statements.ts';

/** Predicts, parks and wakes. */
export function apiPolicy(arns: FunctionArns): PolicyDocument {
  return policy(...predictStatements(arns), ...wakeStatements(arns));
}
