import * as aws from '@pulumi/aws';
import * as awsx from '@pulumi/awsx';
import * as docker from '@pulumi/docker-build';
import * as pulumi from '@pulumi/pulumi';

export interface ImageArgs {
  readonly repositoryName: string;
  readonly context: string;
  readonly dockerfile: string;
}

/** How many images stay that no tag names any more. */
const UNTAGGED_IMAGES_KEPT = 10;

/** The container image of every model: a repository, and what apps/inference built, pushed to it. */
export class Image extends pulumi.ComponentResource {
  /** `REPOSITORY@sha256:DIGEST`: a model is pinned to the very image that it was deployed with. */
  readonly uri: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:Image', name, {}, opts);

    const repository = new awsx.ecr.Repository(
      name,
      {
        name: args.repositoryName,
        // Images are built again from the source; without this `pulumi destroy` stops at the first one.
        forceDelete: true,
        // Known weaknesses of what the image contains show up in ECR's console, at no cost.
        imageScanningConfiguration: { scanOnPush: true },
        // Each push takes the tag from the image before it, and a running endpoint still starts instances from that
        // one. awsx keeps 1 untagged image by default, and an age counts from the push, so that an old image in use
        // would go at once: only a count is safe. The image of the current model has the tag, and never expires.
        lifecyclePolicy: {
          rules: [{ tagStatus: 'untagged', maximumNumberOfImages: UNTAGGED_IMAGES_KEPT }],
        },
      },
      { parent: this },
    );
    const token = aws.ecr.getAuthorizationTokenOutput({}, { parent: this });
    const image = new docker.Image(
      name,
      {
        context: { location: args.context },
        dockerfile: { location: args.dockerfile },
        // SageMaker's x86-64 instances, whatever machine builds it.
        platforms: [docker.Platform.Linux_amd64],
        tags: [pulumi.interpolate`${repository.url}:latest`],
        // CreateModel refuses OCI manifests, hence the export in Docker's media types instead of a plain push. The
        // provider's own builder (exec false) adds no provenance, which would make an index of it.
        push: false,
        exports: [{ registry: { ociMediaTypes: false } }],
        exec: false,
        buildOnPreview: false,
        registries: [
          {
            address: token.proxyEndpoint,
            username: token.userName,
            password: pulumi.secret(token.password),
          },
        ],
      },
      // docker-build deletes an image with the ECR token of the last `up`. After its 12 hours ECR refuses it, and with it every
      // `destroy` (https://github.com/pulumi/pulumi-awsx/issues/1537). The repository deletes its images itself.
      { parent: this, retainOnDelete: true },
    );
    this.uri = pulumi.interpolate`${repository.url}@${image.digest}`;
    this.registerOutputs({ uri: this.uri });
  }
}
