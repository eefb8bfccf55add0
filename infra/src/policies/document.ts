/** An identity policy's statement. What one denies no other can allow. */
export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

export function allow(
  actions: readonly string[],
  resources: readonly string[],
  condition?: Statement['Condition'],
): Statement {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: resources,
    ...(condition ? { Condition: condition } : {}),
  };
}

export function deny(actions: readonly string[], resources: readonly string[]): Statement {
  return { Effect: 'Deny', Action: actions, Resource: resources };
}

/** IAM's limit for all inline policies of one role together, white space not counted. */
export const ROLE_POLICY_CHARACTERS = 10_240;

export function policy(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
