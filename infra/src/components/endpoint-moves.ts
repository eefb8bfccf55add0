import type { MoveRequest } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Endpoint } from './endpoint.ts';
import { retirement } from './retirement.ts';

export interface EndpointMovesArgs {
  readonly endpoint: Endpoint;
  /** The jobs function, which does the work. */
  readonly function: aws.lambda.Function;
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
 * at the end of `pulumi up`, its other parts after `retire`.
 */
export class EndpointMoves extends pulumi.ComponentResource {
  constructor(name: string, args: EndpointMovesArgs, opts?: pulumi.ComponentResourceOptions) {
    const aliases = [{ type: 'pilotlight:component:Deployment' }];
    super('pilotlight:component:EndpointMoves', name, {}, { ...opts, aliases });
    const { endpoint } = args;
    const of = { endpoint: endpoint.key, endpointName: endpoint.endpointName };
    const functionName = args.function.name;

    const retired = retirement(
      name,
      {
        request: { deployment: 'retire', ...of },
        function: args.function,
        after: endpoint,
      },
      {
        parent: this,
        // Replacing the function replaces this invocation. If the old one were deleted last, it would delete the
        // endpoint at the end of `pulumi up` and leave it retired. Deleted first, it is followed by the move,
        // which undoes that.
        deleteBeforeReplace: true,
      },
    );
    const input = pulumi
      .all([endpoint.endpointConfigName, endpoint.rollout])
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
      // Deleted before the retirement, and created again after a failed one, so that the endpoint can be woken again.
      { parent: this, dependsOn: [retired] },
    );
    this.registerOutputs();
  }
}
