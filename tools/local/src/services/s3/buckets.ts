import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwsError } from '../../cloud/aws-error.ts';
import type { CloudContext } from '../../cloud/context.ts';
import { directoryBytes } from '../../resources/assets.ts';
import type { S3Control } from './control.ts';
import type { CorsRule } from './cors.ts';
import { nextSequencer, type ObjectChange } from './object-change.ts';

/** An object. Its content is in `file`, which the next put overwrites. */
export interface StoredObject {
  readonly file: string;
  /** An archive of the program: `file` is a directory with what the archive holds. */
  readonly isArchive: boolean;
  readonly bytes: number;
  /** The MD5 of the content, in quotation marks. */
  readonly etag: string;
  readonly contentType: string;
  readonly modifiedAt: Date;
  /** The checksum that came with the content, by its header. */
  readonly checksum: Readonly<Record<string, string>>;
}

export interface WriteOptions {
  readonly contentType: string;
  readonly checksum?: Readonly<Record<string, string>>;
  /** Refuses to replace an object. */
  readonly ifNoneMatch?: boolean;
}

/** An ETag is an MD5. */
const ETAG_BYTES = 16;

interface Bucket {
  readonly name: string;
  readonly createdAt: Date;
  readonly objects: Map<string, StoredObject>;
  policy?: unknown;
  cors?: readonly CorsRule[];
  listener?: (change: ObjectChange) => void;
}

/** S3's buckets. An object is a file in the directory of its bucket; its name is a hash, because a key may be longer than a name. */
export class Buckets implements S3Control {
  readonly #context: CloudContext;
  readonly #buckets = new Map<string, Bucket>();

  constructor(context: CloudContext) {
    this.#context = context;
  }

  createBucket(name: string): { arn: string } {
    if (!this.#buckets.has(name)) {
      this.#buckets.set(name, { name, createdAt: new Date(), objects: new Map() });
    }
    return { arn: this.#context.arns.bucket(name) };
  }

  /** @throws AwsError BucketNotEmpty */
  deleteBucket(name: string): void {
    if ((this.#buckets.get(name)?.objects.size ?? 0) > 0) {
      throw new AwsError('BucketNotEmpty', `The bucket ${name} is not empty.`, { status: 409 });
    }
    this.#buckets.delete(name);
  }

  /** @throws AwsError NoSuchBucket, MalformedPolicy */
  putBucketPolicy(name: string, policy: string): void {
    try {
      this.#existing(name).policy = JSON.parse(policy) as unknown;
    } catch (error) {
      if (error instanceof AwsError) throw error;
      throw new AwsError('MalformedPolicy', 'Policies must be valid JSON.');
    }
  }

  deleteBucketPolicy(name: string): void {
    delete this.#buckets.get(name)?.policy;
  }

  /** @returns undefined without a policy or without the bucket */
  policyOf(name: string): unknown {
    return this.#buckets.get(name)?.policy;
  }

  putBucketCors(name: string, rules: readonly CorsRule[]): void {
    this.#existing(name).cors = rules;
  }

  deleteBucketCors(name: string): void {
    delete this.#buckets.get(name)?.cors;
  }

  /** @returns undefined without a configuration or without the bucket */
  corsOf(name: string): readonly CorsRule[] | undefined {
    return this.#buckets.get(name)?.cors;
  }

  /** Replaces the bucket's listener. @throws AwsError NoSuchBucket */
  listen(name: string, listener: (change: ObjectChange) => void): void {
    this.#existing(name).listener = listener;
  }

  all(): readonly Pick<Bucket, 'name' | 'createdAt'>[] {
    return [...this.#buckets.values()];
  }

  /** @throws AwsError NoSuchBucket */
  objects(bucket: string): ReadonlyMap<string, StoredObject> {
    return this.#existing(bucket).objects;
  }

  /** @throws AwsError NoSuchBucket */
  checkBucket(name: string): void {
    this.#existing(name);
  }

  async putObject(
    bucket: string,
    key: string,
    file: string,
    contentType = 'application/octet-stream',
  ): Promise<void> {
    await this.writeObject(bucket, key, await readFile(file), { contentType });
  }

  /** Nobody sees a part of the content. @throws AwsError NoSuchBucket, PreconditionFailed */
  async writeObject(
    bucket: string,
    key: string,
    content: Buffer,
    { contentType, checksum = {}, ifNoneMatch = false }: WriteOptions,
  ): Promise<StoredObject> {
    const { objects } = this.#existing(bucket);
    const file = this.#file(bucket, key);
    const written = `${file}.${randomUUID()}`;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(written, content);
    const before = objects.get(key);
    if (before && ifNoneMatch) {
      await rm(written);
      const message = 'At least one of the pre-conditions you specified did not hold';
      throw new AwsError('PreconditionFailed', message, {
        status: 412,
        members: { Condition: 'If-None-Match' },
      });
    }
    // From the condition to the end nothing else runs.
    if (before?.isArchive === true) rmSync(file, { recursive: true });
    renameSync(written, file);
    const object = {
      file,
      isArchive: false,
      bytes: content.length,
      etag: `"${createHash('md5').update(content).digest('hex')}"`,
      contentType,
      modifiedAt: new Date(),
      checksum,
    };
    objects.set(key, object);
    this.#notify({ bucket, key, event: 'ObjectCreated:Put', object });
    return object;
  }

  /** @throws AwsError NoSuchBucket */
  async putArchive(bucket: string, key: string, directory: string): Promise<void> {
    const { objects } = this.#existing(bucket);
    const file = await this.#emptyFile(bucket, key);
    await move(directory, file);
    const object = {
      file,
      isArchive: true,
      bytes: await directoryBytes(file),
      // Nothing can download it and compare.
      etag: `"${randomBytes(ETAG_BYTES).toString('hex')}"`,
      contentType: 'application/octet-stream',
      modifiedAt: new Date(),
      checksum: {},
    };
    objects.set(key, object);
    this.#notify({ bucket, key, event: 'ObjectCreated:Put', object });
  }

  emptyBucket(name: string): void {
    const keys = [...(this.#buckets.get(name)?.objects.keys() ?? [])];
    for (const key of keys) this.deleteObject(name, key);
  }

  /** Both at once, so that an object that is written meanwhile keeps its file. */
  deleteObject(bucket: string, key: string): void {
    if (this.#buckets.get(bucket)?.objects.delete(key) !== true) return;
    rmSync(this.#file(bucket, key), { recursive: true, force: true });
    this.#notify({ bucket, key, event: 'ObjectRemoved:Delete' });
  }

  findObject(bucket: string, key: string): StoredObject | undefined {
    return this.#buckets.get(bucket)?.objects.get(key);
  }

  #notify(change: Omit<ObjectChange, 'at' | 'sequencer'>): void {
    const listener = this.#buckets.get(change.bucket)?.listener;
    listener?.({ ...change, at: new Date(), sequencer: nextSequencer() });
  }

  #file(bucket: string, key: string): string {
    const name = createHash('sha256').update(key).digest('hex');
    return join(this.#context.directory, 's3', bucket, name);
  }

  /** The object's path, with nothing there yet. */
  async #emptyFile(bucket: string, key: string): Promise<string> {
    const file = this.#file(bucket, key);
    await mkdir(dirname(file), { recursive: true });
    if (this.findObject(bucket, key)?.isArchive === true) await rm(file, { recursive: true });
    return file;
  }

  #existing(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket) return bucket;
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', { status: 404 });
  }
}

/** A rename, or a copy where the target is on another file system. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch {
    await cp(from, to, { recursive: true });
    await rm(from, { recursive: true });
  }
}

/** Splits `s3://BUCKET/KEY`. */
export function parseS3Url(url: string): { bucket: string; key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(url) ?? [];
  if (bucket === undefined || key === undefined) {
    throw new AwsError(
      'ValidationException',
      `${url} must be the S3 URL of an object: s3://BUCKET/KEY.`,
    );
  }
  return { bucket, key };
}
