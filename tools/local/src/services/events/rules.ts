import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import type { EventsControl } from './control.ts';
import type { Deliver } from './deliver.ts';
import type { CloudEvent } from './event.ts';
import { matches, parsePattern, type Pattern } from './pattern.ts';
import { rateMinutes } from './schedule-expression.ts';

type RuleSpec = Parameters<EventsControl['putRule']>[0];

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly scheduleExpression?: string;
  readonly eventPattern?: string;
  readonly pattern?: Pattern;
  readonly state: 'ENABLED' | 'DISABLED';
}

/** EventBridge's hard limit of targets per rule. */
const TARGETS = 5;

/** Node's longest timer: about 24 days. A longer rate never fires here. */
const TIMER_LIMIT_MILLISECONDS = 2 ** 31 - 1;

/** EventBridge's default bus: rules with a schedule or a pattern, and the functions that they invoke. */
export class Rules implements EventsControl {
  readonly #context: CloudContext;
  readonly #deliver: Deliver;
  readonly #rules = new Map<string, Rule>();
  /** Rule → target id → the function's ARN. */
  readonly #targets = new Map<string, Map<string, string>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(context: CloudContext, deliver: Deliver) {
    this.#context = context;
    this.#deliver = deliver;
  }

  putRule({ name, scheduleExpression, eventPattern, state }: RuleSpec): { arn: string } {
    if (scheduleExpression === undefined && eventPattern === undefined) {
      throw new AwsError(
        'ValidationException',
        'Parameter(s) EventPattern or ScheduleExpression must be specified.',
      );
    }
    if (scheduleExpression !== undefined) rateMinutes(scheduleExpression);
    const before = this.#rules.get(name);
    const arn = this.#context.arns.rule(name);
    this.#replace(before, {
      name,
      arn,
      ...(scheduleExpression === undefined ? {} : { scheduleExpression }),
      ...(eventPattern === undefined ? {} : { eventPattern, pattern: parsePattern(eventPattern) }),
      state: state ?? before?.state ?? 'ENABLED',
    });
    return { arn };
  }

  deleteRule(name: string): void {
    if ((this.#targets.get(name)?.size ?? 0) > 0) {
      throw new AwsError('ValidationException', "Rule can't be deleted since it has targets.");
    }
    this.#stopTimer(name);
    this.#rules.delete(name);
  }

  putTarget({ rule, targetId, arn }: { rule: string; targetId: string; arn: string }): void {
    this.describe(rule);
    const targets = this.#targets.get(rule) ?? new Map<string, string>();
    if (targets.size === TARGETS && !targets.has(targetId)) {
      throw new AwsError('LimitExceededException', `Rule ${rule} has ${TARGETS} targets already.`);
    }
    this.#targets.set(rule, targets.set(targetId, arn));
  }

  removeTarget(rule: string, targetId: string): void {
    this.#targets.get(rule)?.delete(targetId);
  }

  all(): readonly Rule[] {
    return [...this.#rules.values()];
  }

  /** @throws AwsError ResourceNotFoundException */
  describe(name: string): Rule {
    const rule = this.#rules.get(name);
    if (rule) return rule;
    throw new AwsError(
      'ResourceNotFoundException',
      `Rule ${name} does not exist on EventBus default.`,
    );
  }

  /** A rate counts from when the rule is enabled; enabling an enabled rule changes nothing. */
  setState(name: string, state: Rule['state']): void {
    const rule = this.describe(name);
    if (rule.state === state) return;
    this.#replace(rule, { ...rule, state });
    this.#context.log(`events/${name}`, state);
  }

  /** Puts an event on the bus. */
  put(event: CloudEvent): void {
    for (const rule of this.#rules.values()) {
      if (rule.state === 'ENABLED' && rule.pattern && matches(rule.pattern, event)) {
        this.#send(rule, event);
      }
    }
  }

  close(): void {
    for (const name of [...this.#timers.keys()]) this.#stopTimer(name);
  }

  #replace(before: Rule | undefined, rule: Rule): void {
    this.#rules.set(rule.name, rule);
    const same =
      before?.state === rule.state && before.scheduleExpression === rule.scheduleExpression;
    if (same) return;
    this.#stopTimer(rule.name);
    if (rule.state === 'ENABLED' && rule.scheduleExpression !== undefined) {
      this.#startTimer(rule.name, rateMinutes(rule.scheduleExpression));
    }
  }

  #startTimer(name: string, minutes: number): void {
    const milliseconds = minutes * this.#context.settings.scheduleMinuteSeconds * 1_000;
    if (milliseconds > TIMER_LIMIT_MILLISECONDS) return;
    const timer = setInterval(() => {
      const rule = this.describe(name);
      this.#send(rule, {
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
        resources: [rule.arn],
        detail: {},
      });
    }, milliseconds);
    this.#timers.set(name, timer.unref());
  }

  #stopTimer(name: string): void {
    clearInterval(this.#timers.get(name));
    this.#timers.delete(name);
  }

  #send(rule: Rule, event: CloudEvent): void {
    for (const arn of this.#targets.get(rule.name)?.values() ?? []) {
      this.#deliver(rule.arn, arn, event);
    }
  }
}
