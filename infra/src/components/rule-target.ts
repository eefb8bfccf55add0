import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface RuleTargetArgs {
  readonly rule: aws.cloudwatch.EventRule;
  readonly function: aws.lambda.Function;
}

/** Makes a rule invoke a function, and permits this rule, and no other, to do so. */
export class RuleTarget extends pulumi.ComponentResource {
  constructor(name: string, args: RuleTargetArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:RuleTarget', name, {}, opts);
    new aws.lambda.Permission(
      name,
      {
        action: 'lambda:InvokeFunction',
        function: args.function.name,
        principal: 'events.amazonaws.com',
        sourceArn: args.rule.arn,
      },
      { parent: this },
    );
    new aws.cloudwatch.EventTarget(
      name,
      { rule: args.rule.name, arn: args.function.arn },
      { parent: this },
    );
    this.registerOutputs();
  }
}
