import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { PolicyDocument } from '../policies/document.ts';
import type { FunctionArns } from '../policies/function-statements.ts';
import { functionRole } from './function-role.ts';

export interface ServiceFunctionArgs {
  /** The zip: `index.mjs`, which exports `handler`, and the files that it reads. */
  readonly code: pulumi.Input<pulumi.asset.Archive>;
  readonly policy: (arns: FunctionArns) => PolicyDocument;
  /** The ARNs for the policy, except that of the log group, which this component creates. */
  readonly arns: pulumi.Input<Omit<FunctionArns, 'logGroup'>>;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly logRetentionDays: number;
  /** Functions that are created and updated before this one, and deleted after it. */
  readonly after?: readonly aws.lambda.Function[];
}

/** A Lambda function with a role, a policy and a log group of its own. */
export class ServiceFunction extends pulumi.ComponentResource {
  readonly function: aws.lambda.Function;

  constructor(name: string, args: ServiceFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:ServiceFunction', name, {}, opts);
    const child = { parent: this };

    const { logGroup, role, policy } = functionRole(
      name,
      {
        logRetentionDays: args.logRetentionDays,
        policy: (logGroupArn) =>
          pulumi.output(args.arns).apply((arns) => args.policy({ ...arns, logGroup: logGroupArn })),
      },
      child,
    );
    this.function = new aws.lambda.Function(
      name,
      {
        role: role.arn,
        runtime: 'nodejs24.x',
        architectures: ['arm64'],
        handler: 'index.handler',
        code: args.code,
        memorySize: args.memoryMegabytes,
        timeout: args.timeoutSeconds,
        loggingConfig: { logFormat: 'JSON', logGroup: logGroup.name },
      },
      // Until its policy exists, the function's calls to AWS would be denied.
      { ...child, dependsOn: [policy, ...(args.after ?? [])] },
    );
    this.registerOutputs({ function: this.function.name });
  }
}
