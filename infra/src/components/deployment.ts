import type { MoveRequest, RetireRequest, Rollout } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Model } from './model.ts';

export interface DeploymentArgs {
  /** The model's name. */
  readonly name: string;
  readonly model: Model;
  /** The jobs function, which does the work. */
  readonly function: aws.lambda.Function;
  /** How an endpoint of several instances moves. */
  readonly rollout?: pulumi.Input<Rollout> | undefined;
}

/**
 * What `pulumi up` and `pulumi destroy` have to do about an endpoint that the program does not declare. Two invocations:
 * one is made anew with each endpoint configuration and moves a running endpoint to it; the other is there for its
 * deletion, which deletes the endpoint. (In one, by `update`, a move that failed would never be tried again: the provider
 * keeps the new input of an update that failed, https://github.com/hashicorp/terraform-provider-aws/issues/43447.)
 *
 * All that an endpoint runs on is created before and deleted after: the configuration that is moved away from at the end
 * of `pulumi up`, the model's parts once the second invocation is gone.
 */
export class Deployment extends pulumi.ComponentResource {
  constructor(name: string, args: DeploymentArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:Deployment', name, {}, opts);
    const { model } = args;
    const of = { model: args.name, endpointName: model.endpointName };
    const functionName = args.function.name;

    const retirement = new aws.lambda.Invocation(
      `${name}-retire`,
      {
        functionName,
        lifecycleScope: 'CRUD',
        input: JSON.stringify({
          deployment: 'retire',
          ...of,
        } satisfies Omit<RetireRequest, 'tf'>),
      },
      {
        parent: this,
        dependsOn: [model, args.function],
        // Another function makes another invocation. The old one, deleted last, would delete the endpoint at the end of
        // `pulumi up` and leave the model retired. Deleted first, it is followed by the move, which brings the model back.
        deleteBeforeReplace: true,
      },
    );
    const input = pulumi
      .all([model.endpointConfigName, args.rollout])
      .apply(([endpointConfigName, rollout]) =>
        JSON.stringify({
          deployment: 'move',
          ...of,
          endpointConfigName,
          ...(rollout ? { rollout } : {}),
        } satisfies MoveRequest),
      );
    new aws.lambda.Invocation(
      `${name}-move`,
      { functionName, lifecycleScope: 'CREATE_ONLY', input },
      // Goes before the retirement and comes back after one that failed, so that the model can be woken again.
      { parent: this, dependsOn: [retirement] },
    );
    this.registerOutputs();
  }
}
