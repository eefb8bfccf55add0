import * as awsx from '@pulumi/awsx';
import type * as pulumi from '@pulumi/pulumi';

/** How many untagged images are kept. */
const UNTAGGED_IMAGES_KEPT = 10;

/** A repository of images that the stack builds itself. */
export function imageRepository(
  name: string,
  repositoryName: string,
  options: pulumi.ComponentResourceOptions,
): awsx.ecr.Repository {
  return new awsx.ecr.Repository(
    name,
    {
      name: repositoryName,
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
    options,
  );
}
