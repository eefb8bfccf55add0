import type * as pulumi from '@pulumi/pulumi';
import type { ModelArtefact } from '../../artefacts/model-artefact.ts';
import type { FunctionRepository } from '../function-repository.ts';
import type { Carried } from '../model-function.ts';
import { pushedImage } from '../pushed-image.ts';

export interface ImageArgs {
  readonly artefact: ModelArtefact;
  /** The folder of the program. */
  readonly program: string;
  readonly dockerfile: string;
  readonly images: FunctionRepository;
}

/** Carries the program and the model in an image of the function's own. @param name what its name begins with */
export function carryInImage(
  name: string,
  { artefact, program, dockerfile, images }: ImageArgs,
  options: { readonly parent: pulumi.Resource },
): Carried {
  const imageUri = pushedImage(
    name,
    {
      repository: images.repository,
      tag: artefact.name,
      context: program,
      named: { model: artefact.unpacked },
      dockerfile,
    },
    options,
  );
  return { code: { packageType: 'Image', imageUri }, after: [images.policy] };
}
