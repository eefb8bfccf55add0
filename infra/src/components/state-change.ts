import { EVENTS } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { RuleTarget } from './rule-target.ts';

export interface StateChangeArgs {
  /** What the names of the stack's endpoints begin with. */
  readonly endpointPrefix: string;
  readonly function: aws.lambda.Function;
}

/** Invokes a function when an endpoint of the stack comes into service or fails. */
export class StateChange extends pulumi.ComponentResource {
  constructor(name: string, args: StateChangeArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:StateChange', name, {}, opts);
    const rule = new aws.cloudwatch.EventRule(
      name,
      {
        eventPattern: JSON.stringify({
          source: [EVENTS.endpointStateChange.source],
          'detail-type': [EVENTS.endpointStateChange.detailType],
          detail: {
            // Not a list of names: a pattern has at most 2048 characters.
            EndpointName: [{ prefix: args.endpointPrefix }],
            // Events write a status in capitals, DescribeEndpoint does not: match both spellings.
            EndpointStatus: ['IN_SERVICE', 'InService', 'FAILED', 'Failed'],
          },
        }),
      },
      { parent: this },
    );
    new RuleTarget(name, { rule, function: args.function }, { parent: this });
    this.registerOutputs();
  }
}
