import type { RetireHostRequest, RetireRequest } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';

export interface RetirementArgs {
  readonly request: Omit<RetireRequest, 'tf'> | Omit<RetireHostRequest, 'tf'>;
  /** The jobs function, which does the work. */
  readonly function: aws.lambda.Function;
  /** What the endpoint runs on: it is deleted after the retirement. */
  readonly after: pulumi.Resource;
}

/** An invocation of the jobs function that retires an endpoint when the invocation itself is deleted. */
export function retirement(
  name: string,
  args: RetirementArgs,
  options: pulumi.CustomResourceOptions = {},
): aws.lambda.Invocation {
  return new aws.lambda.Invocation(
    `${name}-retire`,
    {
      functionName: args.function.name,
      lifecycleScope: 'CRUD',
      input: JSON.stringify(args.request),
    },
    { ...options, dependsOn: [args.after, args.function] },
  );
}
