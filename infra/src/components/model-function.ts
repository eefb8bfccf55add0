import { type DeployedFunction, LIMITS } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Statement } from '../policies/document.ts';
import { modelFunctionPolicy } from '../policies/model-function.ts';
import type { FunctionConfig } from '../serving/serve-models.ts';
import { functionRole, type FunctionRole } from './function-role.ts';

/** How the program and the model get into a function: a part of its inputs. */
export interface Carried {
  readonly code: Pick<
    aws.lambda.FunctionArgs,
    | 'code'
    | 'fileSystemConfig'
    | 'handler'
    | 'imageUri'
    | 'packageType'
    | 'runtime'
    | 's3Bucket'
    | 's3Key'
    | 'sourceCodeHash'
    | 'vpcConfig'
  >;
  readonly variables?: Readonly<Record<string, string>>;
  /** What must exist before the function does. */
  readonly after?: readonly pulumi.Resource[];
}

export interface ModelFunctionArgs {
  readonly config: FunctionConfig;
  readonly logRetentionDays: number;
  /**
   * Ends the names of the function and its role within the program. With other names they are other resources: an update
   * in place would, for a moment, run the code of one way to carry the model with the configuration or role of the other.
   */
  readonly suffix?: string;
  /** What the function may do besides writing its log. */
  readonly statements?: pulumi.Input<readonly Statement[]>;
}

/** ONNX Runtime reads it before any code of ours runs. */
const VARIABLES = { ORT_DISABLE_TELEMETRY: '1' };

/**
 * The Lambda function that runs one model. The API and the jobs function invoke it; it has no address. Its name has
 * Pulumi's suffix, so that a function that must be replaced is deleted only after they know its successor.
 */
export class ModelFunction extends pulumi.ComponentResource {
  readonly config: FunctionConfig;
  readonly role: FunctionRole;
  readonly #name: string;

  /** @param name what the function's name begins with */
  constructor(name: string, args: ModelFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:ModelFunction', name, {}, opts);
    const suffix = args.suffix ?? '';
    this.#name = `${name}${suffix}`;
    this.config = args.config;
    this.role = functionRole(
      name,
      {
        suffix,
        logRetentionDays: args.logRetentionDays,
        policy: (logGroup) =>
          pulumi
            .output(args.statements ?? [])
            .apply((statements) => modelFunctionPolicy(logGroup, statements)),
      },
      { parent: this },
    );
    this.registerOutputs();
  }

  /** Creates the function. Not in the constructor: what carries the model may need the role. */
  run({ code, variables, after = [] }: Carried): pulumi.Output<DeployedFunction> {
    const { role, logGroup, policy } = this.role;
    const { memoryMegabytes } = this.config;
    const { name } = new aws.lambda.Function(
      this.#name,
      {
        ...code,
        role: role.arn,
        // ONNX Runtime has to be shown to start on arm64: apps/function-inference/README.md.
        architectures: ['x86_64'],
        memorySize: memoryMegabytes,
        timeout: LIMITS.invocationSeconds,
        environment: { variables: { ...VARIABLES, ...variables } },
        loggingConfig: { logFormat: 'JSON', logGroup: logGroup.name },
      },
      { parent: this, dependsOn: [policy, ...after] },
    );
    return name.apply((functionName) => ({ functionName, memoryMegabytes }));
  }
}
