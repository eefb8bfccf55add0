import { readFile } from 'node:fs/promises';
import type { CloudContext } from '../../../cloud/context.ts';
import type { Caller } from '../../../cloud/iam/sessions.ts';
import { parseS3Url, type Buckets } from '../../s3/buckets.ts';

export interface RoleStorageDependencies {
  readonly context: CloudContext;
  readonly buckets: Buckets;
}

/** S3 as SageMaker uses it with an execution role: IAM and the bucket's policy decide each call. */
export class RoleStorage {
  readonly #caller: Caller;
  readonly #dependencies: RoleStorageDependencies;

  constructor(caller: Caller, dependencies: RoleStorageDependencies) {
    this.#caller = caller;
    this.#dependencies = dependencies;
  }

  /** @throws AwsError when there is no such object, or the role may not read it */
  async read(url: string): Promise<Buffer> {
    const { bucket, key } = await this.#authorized('s3:GetObject', url);
    const object = this.#dependencies.buckets.findObject(bucket, key);
    if (!object) throw new Error(`NoSuchKey: there is no object at ${url}.`);
    return readFile(object.file);
  }

  /** @throws AwsError when there is no such bucket, or the role may not write there */
  async write(url: string, content: Buffer, contentType: string): Promise<void> {
    const { bucket, key } = await this.#authorized('s3:PutObject', url);
    await this.#dependencies.buckets.writeObject(bucket, key, content, { contentType });
  }

  async #authorized(action: string, url: string): Promise<{ bucket: string; key: string }> {
    const { context, buckets } = this.#dependencies;
    const { bucket, key } = parseS3Url(url);
    const resource = context.arns.object(bucket, key);
    const resourcePolicy = buckets.policyOf(bucket);
    await context.authorizer.authorize(this.#caller, [{ action, resource, resourcePolicy }], 403);
    return { bucket, key };
  }
}
