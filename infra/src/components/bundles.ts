import { SHARED_ENDPOINT } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';

/** The bundle of one model in the bucket. */
export interface Bundle {
  readonly artefact: ModelArtefact;
  readonly key: pulumi.Output<string>;
  /** On a multi-model endpoint: the key below the endpoint's folder, by which InvokeEndpoint names the model. */
  readonly targetModel: string | undefined;
}

/** The bundles of one endpoint: all of them, and only them, are in one folder of the bucket. */
export interface Bundles {
  readonly folder: string;
  /** Whether the endpoint is a multi-model endpoint. */
  readonly shared: boolean;
  readonly all: readonly Bundle[];
  /** The part of a SageMaker model's container that says where the bundles are. */
  readonly container: { readonly modelDataUrl: pulumi.Output<string>; readonly mode?: string };
}

export interface BundlesArgs {
  /** The endpoint's key. */
  readonly key: string;
  readonly artefacts: readonly ModelArtefact[];
  readonly bucket: aws.s3.Bucket;
}

/** Puts the bundles of an endpoint's models into the bucket. @param name the endpoint's name */
export function putBundles(
  name: string,
  { key, artefacts, bucket }: BundlesArgs,
  options: pulumi.CustomResourceOptions,
): Bundles {
  const folder = `models/${key}`;
  const shared = key === SHARED_ENDPOINT;
  const all = artefacts.map((artefact): Bundle => {
    // SageMaker reads a bundle once: new content needs a new key to become a new model.
    const file = `${artefact.bundleHash}.tar.gz`;
    const targetModel = shared ? `${artefact.name}/${file}` : undefined;
    const object = new aws.s3.BucketObjectv2(
      // No model's name has two hyphens in a row: with one, this would be the bundle of a model `shared-NAME`.
      shared ? `${name}--${artefact.name}` : name,
      {
        bucket: bucket.bucket,
        key: `${folder}/${targetModel ?? file}`,
        source: new pulumi.asset.FileAsset(artefact.bundle),
      },
      options,
    );
    return { artefact, key: object.key, targetModel };
  });
  const [first] = all;
  if (!first) throw new Error(`the endpoint ${name} has no model`);
  const url = (path: pulumi.Input<string>) => pulumi.interpolate`s3://${bucket.bucket}/${path}`;
  const container = shared
    ? { mode: 'MultiModel', modelDataUrl: url(`${folder}/`) }
    : { modelDataUrl: url(first.key) };
  return { folder, shared, all, container };
}
