import type { Arns } from '../../../cloud/arns.ts';
import type { JsonOperation } from '../../../cloud/front/json-service.ts';
import type { Rules } from '../rules.ts';
import { ruleName } from './rule-input.ts';

export function disableRule(rules: Rules, arns: Arns): JsonOperation {
  return (input) => {
    const name = ruleName('DisableRule', input);
    return {
      permissions: [{ action: 'events:DisableRule', resource: arns.rule(name) }],
      run: () => {
        rules.setState(name, 'DISABLED');
        return {};
      },
    };
  };
}
