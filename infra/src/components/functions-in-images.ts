import { arn, type Account } from '../arn.ts';
import { type FunctionArtefact, programOf } from '../artefacts/find-hosts.ts';
import { functionName } from '../names.ts';
import { carryInImage } from './carriers/image.ts';
import { FunctionRepository } from './function-repository.ts';
import { ModelFunction } from './model-function.ts';
import type { Deployed, FunctionParts } from './model-functions.ts';

export interface FunctionsInImagesArgs {
  readonly account: Account;
  readonly prefix: string;
  readonly parts: readonly FunctionParts[];
  readonly program: FunctionArtefact;
  readonly logRetentionDays: number;
}

/** The functions that are images, and the repository of these; nothing when there are none. */
export function functionsInImages(args: FunctionsInImagesArgs): Deployed[] {
  const { account, prefix, program, logRetentionDays } = args;
  if (args.parts.length === 0) return [];
  const functions = arn(account, 'lambda', `function:${functionName(prefix, '*')}`);
  const images = new FunctionRepository(`${prefix}-functions`, functions);
  return args.parts.map(({ name, config, artefact }) => {
    const made = new ModelFunction(name, { config, logRetentionDays });
    const carried = carryInImage(
      name,
      {
        ...{ artefact, images, dockerfile: program.dockerfile },
        program: programOf(program, artefact),
      },
      { parent: made },
    );
    return [config.model, made.run(carried)];
  });
}
