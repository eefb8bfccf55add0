import * as pulumi from '@pulumi/pulumi';
import { pushedImage } from './pushed-image.ts';
import { imageRepository } from './repository.ts';

export interface ImageArgs {
  readonly repositoryName: string;
  readonly context: string;
  readonly dockerfile: string;
}

/** The container image of all endpoints: an ECR repository and the image of apps/inference, pushed to it. */
export class Image extends pulumi.ComponentResource {
  readonly uri: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:Image', name, {}, opts);
    const { repositoryName, context, dockerfile } = args;
    const child = { parent: this };
    const repository = imageRepository(name, repositoryName, child);
    this.uri = pushedImage(name, { repository, tag: 'latest', context, dockerfile }, child);
    this.registerOutputs({ uri: this.uri });
  }
}
