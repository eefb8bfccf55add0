import { allow, policy, type PolicyDocument, type Statement } from './document.ts';

/** What every function needs of CloudWatch. @param logGroup its ARN */
export const logStatement = (logGroup: string): Statement =>
  // `:*` matches the group's log streams, which Lambda names by instance.
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [`${logGroup}:*`]);

/** A model's function calls nothing of AWS: it writes its log, and uses what carries its model. */
export function modelFunctionPolicy(
  logGroup: string,
  statements: readonly Statement[] = [],
): PolicyDocument {
  return policy(...statements, logStatement(logGroup));
}
