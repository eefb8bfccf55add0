import * as aws from '@pulumi/aws';
import type * as awsx from '@pulumi/awsx';
import * as docker from '@pulumi/docker-build';
import * as pulumi from '@pulumi/pulumi';

export interface PushedImageArgs {
  readonly repository: awsx.ecr.Repository;
  readonly tag: string;
  /** The folder with the image's files. */
  readonly context: string;
  /** More folders, by the name under which the Dockerfile copies from them. */
  readonly named?: Readonly<Record<string, string>>;
  readonly dockerfile: string;
}

/**
 * Builds an image and pushes it to `repository`.
 * @returns `REPOSITORY@sha256:DIGEST`: pins its user to the image that it was deployed with
 */
export function pushedImage(
  name: string,
  { repository, tag, context, named, dockerfile }: PushedImageArgs,
  options: { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
  const token = aws.ecr.getAuthorizationTokenOutput({}, options);
  const folders = Object.entries(named ?? {}).map(
    ([key, folder]) => [key, { location: folder }] as const,
  );
  const image = new docker.Image(
    name,
    {
      context: {
        location: context,
        ...(named ? { named: Object.fromEntries(folders) } : {}),
      },
      dockerfile: { location: dockerfile },
      // For x86-64, whatever machine builds it.
      platforms: [docker.Platform.Linux_amd64],
      tags: [pulumi.interpolate`${repository.url}:${tag}`],
      // SageMaker and Lambda refuse OCI manifests, hence the export in Docker's media types instead of a plain push. The
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
    { ...options, retainOnDelete: true },
  );
  return pulumi.interpolate`${repository.url}@${image.digest}`;
}
