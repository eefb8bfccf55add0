import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import type { Rules } from '../rules.ts';
import { ruleName } from './rule-input.ts';

export function enableRule(rules: Rules, arns: Arns): JsonOperation {
  return (input) => {
    const name = ruleName('EnableRule', input);
    return {
      permissions: [{ action: 'events:EnableRule', resource: arns.rule(name) }],
      run: () => {
        rules.setState(name, 'ENABLED');
        return {};
      },
    };
  };
}
