import * as aws from '@pulumi/aws';
import * as awsx from '@pulumi/awsx';
import * as docker from '@pulumi/docker-build';
import * as pulumi from '@pulumi/pulumi';

export interface ImageArgs {
  readonly repositoryName: string;
  readonly context: string;
  readonly dockerfile: string;
}

/** How many untagged images are kept. */
const UNTAGGED_IMAGES_KEPT = 10;

/** The container image of all models: an ECR repository and the image of apps/inference, pushed to it. */
export class Image extends pulumi.ComponentResource {
  /** `REPOSITORY@sha256:DIGEST`: pins a model to the image that it was deployed with. */
  readonly uri: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:Image', name, {}, opts);

    const repository = new awsx.ecr.Repository(
      name,
      {
        name: args.repositoryName,
        // Images can be rebuilt from source. Without this, `pulumi destroy` fails while the repository holds one.
        forceDelete: true,
        // Known vulnerabilities of the image show up in ECR's console, at no cost.
        imageScanningConfiguration: { scanOnPush: true },
        // Each push takes the tag from the previous image, and a running endpoint may still start instances from that.
        // awsx keeps only 1 untagged image by default. An age limit counts from the push, so an old image in use would
        // expire at once: only a count is safe. The current model's image has the tag and never expires.
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
        // For SageMaker's x86-64 instances, whatever machine builds it.
        platforms: [docker.Platform.Linux_amd64],
        tags: [pulumi.interpolate`${repository.url}:latest`],
        // CreateModel refuses OCI manifests, hence the export in Docker's media types instead of a plain push. The
        // provider's own builder (exec false) adds no provenance, which would turn the manifest into an index.
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
      // docker-build deletes an image with the ECR token of the last `up`. ECR refuses the token after 12 hours, and
      // then `destroy` fails (https://github.com/pulumi/pulumi-awsx/issues/1537). The repository deletes its images
      // itself.
      { parent: this, retainOnDelete: true },
    );
    this.uri = pulumi.interpolate`${repository.url}@${image.digest}`;
    this.registerOutputs({ uri: this.uri });
  }
}
