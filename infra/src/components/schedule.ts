import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { RuleTarget } from './rule-target.ts';

/** The rule that runs the idle check and the sweep while an endpoint exists; the functions switch it on and off. */
export class Schedule extends pulumi.ComponentResource {
  readonly rule: aws.cloudwatch.EventRule;
  readonly #name: string;

  constructor(
    name: string,
    args: { readonly everyMinutes: number },
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('pilotlight:component:Schedule', name, {}, opts);
    this.#name = name;
    const { everyMinutes } = args;
    this.rule = new aws.cloudwatch.EventRule(
      name,
      {
        scheduleExpression: `rate(${everyMinutes} ${everyMinutes === 1 ? 'minute' : 'minutes'})`,
        // PutRule rewrites the whole rule, including its state. With `ignoreChanges` it would write the last state that
        // Pulumi saw: possibly DISABLED while an endpoint runs, which nothing would then delete. ENABLED is safe:
        // without an endpoint, the first check disables the rule again.
        state: 'ENABLED',
      },
      { parent: this },
    );
    this.registerOutputs({ rule: this.rule.name });
  }

  /**
   * Makes the schedule run a function. Not in the constructor: the functions are created later, as they need the rule.
   */
  run(purpose: string, target: aws.lambda.Function): void {
    new RuleTarget(
      `${this.#name}-${purpose}`,
      { rule: this.rule, function: target },
      { parent: this },
    );
  }
}
