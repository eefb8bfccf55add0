export interface EventsControl {
  /** Creates or replaces; `state` undefined keeps the state of an existing rule. */
  putRule(rule: {
    name: string;
    scheduleExpression?: string;
    eventPattern?: string;
    state?: 'ENABLED' | 'DISABLED';
  }): { arn: string };
  deleteRule(name: string): void;
  /** A rule's current state: the functions switch it on and off. */
  describe(name: string): { readonly state: 'ENABLED' | 'DISABLED' };
  putTarget(target: { rule: string; targetId: string; arn: string }): void;
  removeTarget(rule: string, targetId: string): void;
}
