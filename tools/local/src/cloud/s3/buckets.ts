import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../aws-error.ts';
import type { CloudContext } from '../context.ts';
import type { S3Control } from '../types.ts';

/** S3's buckets, their objects files on disk: `BUCKET/KEY`, the key encoded so that it stays one file name. */
export class Buckets implements S3Control {
  readonly #context: CloudContext;
  /** Bucket → its keys. */
  readonly #buckets = new Map<string, Set<string>>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  createBucket(name: string): { arn: string } {
    if (!this.#buckets.has(name)) this.#buckets.set(name, new Set());
    return { arn: this.#context.arns.bucket(name) };
  }

  /** @throws AwsError BucketNotEmpty */
  deleteBucket(name: string): void {
    if ((this.#buckets.get(name)?.size ?? 0) > 0) {
      throw new AwsError('BucketNotEmpty', `The bucket ${name} is not empty.`, { status: 409 });
    }
    this.#buckets.delete(name);
  }

  putObject(bucket: string, key: string, file: string): Promise<void> {
    return this.#put(bucket, key, (path) => copyFile(file, path));
  }

  writeObject(bucket: string, key: string, content: Buffer): Promise<void> {
    return this.#put(bucket, key, (path) => writeFile(path, content));
  }

  async emptyBucket(name: string): Promise<void> {
    const keys = [...(this.#buckets.get(name) ?? [])];
    await Promise.all(keys.map((key) => this.deleteObject(name, key)));
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    this.#buckets.get(bucket)?.delete(key);
    await rm(this.#file(bucket, key), { force: true });
  }

  /** The file that holds an object, or undefined when there is none. */
  findObject(bucket: string, key: string): string | undefined {
    return this.#buckets.get(bucket)?.has(key) ? this.#file(bucket, key) : undefined;
  }

  async #put(bucket: string, key: string, write: (path: string) => Promise<void>): Promise<void> {
    const keys = this.#keys(bucket);
    await mkdir(join(this.#context.directory, 's3', bucket), { recursive: true });
    await write(this.#file(bucket, key));
    keys.add(key);
  }

  #file(bucket: string, key: string): string {
    return join(this.#context.directory, 's3', bucket, encodeURIComponent(key));
  }

  #keys(bucket: string): Set<string> {
    const keys = this.#buckets.get(bucket);
    if (keys) return keys;
    throw new AwsError('NoSuchBucket', `The bucket ${bucket} does not exist.`, { status: 404 });
  }
}

/** `s3://BUCKET/KEY`, taken apart. */
export function parseS3Url(url: string): { bucket: string; key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new AwsError('ValidationException', `${url} is not an S3 URL of an object.`);
  }
  return { bucket, key };
}
