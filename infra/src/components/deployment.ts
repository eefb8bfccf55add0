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
  /** How an endpoint of several instances is updated. */
  readonly rollout?: pulumi.Input<Rollout> | undefined;
}

/**
 * Moves and deletes the endpoint, which the program does not declare, on `pulumi up` and `pulumi destroy`. It consists
 * of two invocations of the jobs function:
 *
 * - `move` is replaced with each new endpoint configuration, and moves a running endpoint to it.
 * - `retire` deletes the endpoint when the invocation itself is deleted.
 *
 * One invocation with an `update` would not do, because a failed move would never be retried: the provider keeps the
 * new input of a failed update (https://github.com/hashicorp/terraform-provider-aws/issues/43447).
 *
 * Everything that an endpoint runs on is created before the invocations and deleted after them: the old configuration
 * at the end of `pulumi up`, the model's parts after `retire`.
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
        // Replacing the function replaces this invocation. If the old one were deleted last, it would delete the
        // endpoint at the end of `pulumi up` and leave the model retired. Deleted first, it is followed by the move,
        // which undoes that.
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
      // Deleted before the retirement, and created again after a failed one, so that the model can be woken again.
      { parent: this, dependsOn: [retirement] },
    );
    this.registerOutputs();
  }
}
