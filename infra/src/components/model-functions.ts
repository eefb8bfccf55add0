import type { DeployedFunction } from '@pilotlight/contracts';
import type * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import { arn, type Account } from '../arn.ts';
import type { FunctionArtefact } from '../artefacts/find-hosts.ts';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import { functionName } from '../names.ts';
import type { FunctionConfig } from '../serving/serve-models.ts';
import { carryInImage } from './carriers/image.ts';
import { carryInPackage } from './carriers/package.ts';
import { functionsOnEfs } from './efs/functions-on-efs.ts';
import { FunctionRepository } from './function-repository.ts';
import { type Carried, ModelFunction } from './model-function.ts';

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

type Deployed = readonly [model: string, deployed: pulumi.Output<DeployedFunction>];

/** The functions that run models, by the model's name. */
export async function modelFunctions(
  args: ModelFunctionsArgs,
): Promise<ReadonlyMap<string, pulumi.Output<DeployedFunction>>> {
  const { account, prefix, artefacts, program, bucket, logRetentionDays } = args;
  if (!program) return new Map();
  const parts = args.functions.map((config): FunctionParts => {
    const artefact = artefacts.find(({ name }) => name === config.model);
    if (!artefact) throw new Error(`the model ${config.model} has no build output`);
    return { name: functionName(prefix, config.model), config, artefact };
  });
  const from = (way: FunctionConfig['modelFrom']) =>
    parts.filter(({ config }) => config.modelFrom === way);
  const programOf = ({ pictures }: ModelArtefact) =>
    pictures ? program.pictureProgram : program.program;
  const create = (
    { name, config }: FunctionParts,
    carry: (options: { readonly parent: pulumi.Resource }) => Carried,
  ): Deployed => {
    const made = new ModelFunction(name, { config, logRetentionDays });
    return [config.model, made.run(carry({ parent: made }))];
  };

  const packaged = from('package').map((one) =>
    create(one, (options) => {
      const { name, artefact } = one;
      return carryInPackage(name, { artefact, program: programOf(artefact), bucket }, options);
    }),
  );
  const pattern = arn(account, 'lambda', `function:${functionName(prefix, '*')}`);
  const inImages = from('image');
  const images =
    inImages.length > 0 ? new FunctionRepository(`${prefix}-functions`, pattern) : undefined;
  const imaged = inImages.map((one) =>
    create(one, (options) => {
      const { name, artefact } = one;
      if (!images) throw new Error('there is no repository');
      const { dockerfile } = program;
      return carryInImage(
        name,
        { artefact, program: programOf(artefact), dockerfile, images },
        options,
      );
    }),
  );
  const onEfs = await functionsOnEfs({ ...args, program, parts: from('efs') });
  return new Map([...packaged, ...imaged, ...onEfs]);
}
