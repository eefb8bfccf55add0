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
        // PutRule rewrites the whole rule, its state too, and `ignoreChanges` would have it write the last state that
        // Pulumi saw: DISABLED under a running endpoint, which nothing would ever delete. On is the safe side: with no
        // endpoint the first check switches the rule off again.
        state: 'ENABLED',
      },
      { parent: this },
    );
    this.registerOutputs({ rule: this.rule.name });
  }

  /** Has the schedule run a function too; apart from the constructor, for the functions' policies name the rule. */
  run(purpose: string, target: aws.lambda.Function): void {
    new RuleTarget(
      `${this.#name}-${purpose}`,
      { rule: this.rule, function: target },
      { parent: this },
    );
  }
}
