import type { DeployedFunction } from '@pilotlight/contracts';
import type * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { Account } from '../arn.ts';
import { type FunctionArtefact, programOf } from '../artefacts/find-hosts.ts';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import { functionName } from '../names.ts';
import type { FunctionConfig } from '../serving/serve-models.ts';
import { carryInPackage } from './carriers/package.ts';
import { functionsOnEfs } from './efs/functions-on-efs.ts';
import { functionsInImages } from './functions-in-images.ts';
import { ModelFunction } from './model-function.ts';

export interface ModelFunctionsArgs {
  readonly account: Account;
  readonly prefix: string;
  readonly functions: readonly FunctionConfig[];
  readonly artefacts: readonly ModelArtefact[];
  /** The build of apps/function-inference; needed when there are functions. */
  readonly program: FunctionArtefact | undefined;
  readonly bucket: aws.s3.Bucket;
  readonly logRetentionDays: number;
}

/** One function to create, with what goes into it. */
export interface FunctionParts {
  /** What the function's name begins with. */
  readonly name: string;
  readonly config: FunctionConfig;
  readonly artefact: ModelArtefact;
}

/** A model's name and its function. */
export type Deployed = readonly [model: string, deployed: pulumi.Output<DeployedFunction>];

/** The functions that run models, by the model's name. */
export async function modelFunctions(
  args: ModelFunctionsArgs,
): Promise<ReadonlyMap<string, pulumi.Output<DeployedFunction>>> {
  const { prefix, artefacts, program, bucket, logRetentionDays } = args;
  if (!program) return new Map();
  const parts = args.functions.map((config): FunctionParts => {
    const artefact = artefacts.find(({ name }) => name === config.model);
    if (!artefact) throw new Error(`the model ${config.model} has no build output`);
    return { name: functionName(prefix, config.model), config, artefact };
  });
  const from = (way: FunctionConfig['modelFrom']) =>
    parts.filter(({ config }) => config.modelFrom === way);
  const packaged = from('package').map(({ name, config, artefact }): Deployed => {
    const made = new ModelFunction(name, { config, logRetentionDays });
    const carried = carryInPackage(
      name,
      { artefact, program: programOf(program, artefact), bucket },
      { parent: made },
    );
    return [config.model, made.run(carried)];
  });
  const imaged = functionsInImages({ ...args, program, parts: from('image') });
  const onEfs = await functionsOnEfs({ ...args, program, parts: from('efs') });
  return new Map([...packaged, ...imaged, ...onEfs]);
}
