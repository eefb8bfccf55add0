import type { Arns } from '../../cloud/arns.ts';
import { jsonService } from '../../cloud/front/json-service.ts';
import type { WireService } from '../../cloud/front/wire-service.ts';
import { describeRule } from './operations/describe-rule.ts';
import { disableRule } from './operations/disable-rule.ts';
import { enableRule } from './operations/enable-rule.ts';
import { listRules } from './operations/list-rules.ts';
import type { Rules } from './rules.ts';

/** EventBridge, as far as a function or a tool uses it. */
export function eventsService(rules: Rules, arns: Arns): WireService {
  return jsonService({
    DescribeRule: describeRule(rules, arns),
    DisableRule: disableRule(rules, arns),
    EnableRule: enableRule(rules, arns),
    ListRules: listRules(rules),
  });
}
