import type { LoadRequest, TidyRequest } from '@pilotlight/contracts';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { FunctionArtefact } from '../../artefacts/find-hosts.ts';
import { combinedHash, directoryHash, fileHash } from '../../artefacts/hashes.ts';
import type { ModelArtefact } from '../../artefacts/model-artefact.ts';
import { bundleStatement, EFS_BUNDLES } from '../../policies/efs.ts';
import { modelFunctionPolicy } from '../../policies/model-function.ts';
import { functionRole, type FunctionRole } from '../function-role.ts';
import { loaderFunction, PROGRAMS } from './loader-function.ts';
import type { ModelFileSystem } from './model-file-system.ts';
import type { ModelNetwork } from './model-network.ts';

export interface ModelLoaderArgs {
  readonly fileSystem: ModelFileSystem;
  readonly bucket: aws.s3.Bucket;
  /** The build of apps/function-inference. */
  readonly program: FunctionArtefact;
  readonly logRetentionDays: number;
}

/** A bundle on the file system. */
export interface Loaded {
  readonly model: string;
  /** The name of its folder. */
  readonly hash: string;
  /** Done when the folder is complete. */
  readonly invocation: aws.lambda.Invocation;
}

/** The function that copies bundles and their programs to the file system, and its invocations. */
export class ModelLoader extends pulumi.ComponentResource {
  readonly role: FunctionRole;
  readonly #name: string;
  readonly #args: ModelLoaderArgs;
  readonly #hashes: Readonly<Record<keyof typeof PROGRAMS, string>>;
  #function: aws.lambda.Function | undefined;

  constructor(name: string, args: ModelLoaderArgs, opts?: pulumi.ComponentResourceOptions) {
    super('pilotlight:component:ModelLoader', name, {}, opts);
    this.#name = name;
    this.#args = args;
    const { program, pictureProgram } = args.program;
    this.#hashes = { plain: directoryHash(program), pictures: directoryHash(pictureProgram) };
    const { fileSystem, bucket, logRetentionDays } = args;
    const mounting = fileSystem.statements(fileSystem.loaderAccess, { writes: true });
    this.role = functionRole(
      name,
      {
        logRetentionDays,
        policy: (logGroup) =>
          pulumi
            .all([mounting, bucket.arn])
            .apply(([statements, arn]) =>
              modelFunctionPolicy(logGroup, [...statements, bundleStatement(arn)]),
            ),
      },
      { parent: this },
    );
    this.registerOutputs();
  }

  /** Creates the function. Not in the constructor: the network must be deleted before the role, so it is made after. */
  run(network: ModelNetwork): void {
    const { program, bucket, fileSystem } = this.#args;
    const hash = combinedHash(fileHash(program.loader), ...Object.values(this.#hashes));
    this.#function = loaderFunction(
      this.#name,
      {
        ...{ hash, program, bucket, network, role: this.role },
        accessPoint: fileSystem.loaderAccess,
      },
      { parent: this },
    );
  }

  /** Copies a bundle and its program to the file system, when either is new. */
  load({ name: model, bundle, bundleHash, pictures }: ModelArtefact): Loaded {
    const kind = pictures ? 'pictures' : 'plain';
    const hash = combinedHash(bundleHash, this.#hashes[kind]);
    const { bucket } = this.#args;
    const name = `${this.#name}-${model}`;
    const object = new aws.s3.BucketObjectv2(
      name,
      {
        bucket: bucket.bucket,
        key: `${EFS_BUNDLES}/${model}/${bundleHash}.tar.gz`,
        source: new pulumi.asset.FileAsset(bundle),
      },
      { parent: this },
    );
    const input = pulumi.all([object.bucket, object.key]).apply(([from, key]) =>
      JSON.stringify({
        files: 'load',
        ...{ model, hash, bucket: from, key, program: PROGRAMS[kind] },
      } satisfies LoadRequest),
    );
    return { model, hash, invocation: this.#invoke(name, input, []) };
  }

  /** Lets the loader remove what no function uses any more. @param after functions that use the new folders */
  tidy(loaded: readonly Loaded[], after: readonly pulumi.Resource[]): void {
    const used = loaded.map(({ model, hash }) => ({ model, hash }));
    const input = JSON.stringify({ files: 'tidy', used } satisfies TidyRequest);
    // No model's name begins with a hyphen.
    this.#invoke(`${this.#name}--tidy`, input, after);
  }

  /** A failed one is tried again by the next `pulumi up`: CREATE_ONLY replaces it with each new input. */
  #invoke(
    name: string,
    input: pulumi.Input<string>,
    after: readonly pulumi.Resource[],
  ): aws.lambda.Invocation {
    if (!this.#function) throw new Error('the loader has no function yet');
    return new aws.lambda.Invocation(
      name,
      { functionName: this.#function.name, lifecycleScope: 'CREATE_ONLY', input },
      { parent: this, dependsOn: [this.#function, ...after] },
    );
  }
}
