import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as pulumi from '@pulumi/pulumi';
import { Type, type Static } from 'typebox';
import { assetFile, isArchive, isAsset, unpackArchive } from '../../resources/assets.ts';
import { handlersFor, type HandlerContext } from '../../resources/handler.ts';
import { name, optional, regionalInputs } from '../../resources/schema.ts';
import type { S3Control } from './control.ts';

type Context = HandlerContext<Record<'s3', S3Control>>;
const defineHandler = handlersFor<Record<'s3', S3Control>>();

const ObjectInputs = regionalInputs({
  bucket: Type.String(),
  key: optional(name('', 1024)),
  source: optional(Type.Unknown()),
  content: optional(Type.String()),
  contentType: optional(Type.String()),
  contentEncoding: optional(Type.String()),
  cacheControl: optional(Type.String()),
  sourceHash: optional(Type.String()),
  etag: optional(Type.String()),
});
type ObjectInputs = Static<typeof ObjectInputs>;

export const bucketObject = defineHandler({
  type: 'aws:s3/bucketObjectv2:BucketObjectv2',
  inputs: ObjectInputs,
  autoname: { property: 'key', maxLength: 1024 },
  replaceOnChanges: ['bucket', 'key', 'region'],
  check({ source, content }) {
    const isOne = (source === undefined) !== (content === undefined);
    if (isOne && (!source || isAsset(source) || isArchive(source))) return [];
    const reason = 'must be an asset or an archive, or `content` must be set instead';
    return [{ property: 'source', reason }];
  },
  async create(given, context) {
    await put(given, context);
    const key = String(given.key);
    return {
      id: `${given.bucket}/${key}`,
      outputs: { arn: `arn:aws:s3:::${given.bucket}/${key}` },
    };
  },
  async update(_id, given, context) {
    await put(given, context);
    return {};
  },
  delete: (_id, outputs, { cloud }) =>
    cloud.s3.deleteObject(String(outputs.bucket), String(outputs.key)),
});

async function put(given: ObjectInputs, context: Context): Promise<void> {
  const { bucket, content } = given;
  const { s3 } = context.cloud;
  const key = String(given.key);
  if (isArchive(given.source)) {
    await s3.putArchive(bucket, key, await unpackArchive(given.source, context));
    return;
  }
  const file =
    content === undefined
      ? await assetFile(given.source as unknown as pulumi.asset.Asset, context)
      : await textFile(content, context);
  await s3.putObject(bucket, key, file, given.contentType);
}

async function textFile(text: string, context: Context): Promise<string> {
  const file = join(await mkdtemp(join(context.scratchDirectory, 'object-')), 'content');
  await writeFile(file, text);
  return file;
}
