import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientOf, createApi } from '../../support/program.ts';
import { ACCOUNT, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
const Bucket = 'kept';
const listed = { Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` };
const objects = {
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: `arn:aws:s3:::${Bucket}/predictions/*`,
};
let s3: S3Client;
/** May do everything. */
let owner: S3Client;
/** May not list the bucket. */
let blind: S3Client;

beforeAll(async () => {
  const api = await createApi(local.cloud);
  s3 = new S3Client(await clientOf(local, api, 'keeper', [objects, listed]));
  blind = new S3Client(await clientOf(local, api, 'blind', [objects]));
  const everywhere = [{ Action: 's3:*', Resource: '*' }];
  owner = new S3Client(await clientOf(local, api, 'everywhere', everywhere));
  local.cloud.s3.createBucket(Bucket);
});

const put = (Key: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));

const get = async (Key: string, client = s3) => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};

test('an object is what was put last, for any key and size', async () => {
  await put('predictions/a b/ü+%.json', '"é😀"');
  expect(await get('predictions/a b/ü+%.json')).toBe('"é😀"');
  const large = 'x'.repeat(6 * 1024 * 1024);
  await put('predictions/large', large);
  expect((await get('predictions/large')) === large).toBe(true);
  await put('predictions/large', '1');
  expect(await get('predictions/large')).toBe('1');
});

test.each(['', '..', '../..', '/a', 'a//b/', 'k'.repeat(1000)])(
  'the key predictions/%s is a key like any other',
  async (part) => {
    const key = `predictions/${part}`;
    await put(key, `"${part}"`);
    expect(await get(key)).toBe(`"${part}"`);
  },
);

test('a key may have 1024 bytes', async () => {
  await put(`predictions/${'ü'.repeat(506)}`, '1');
  await expect(put(`predictions/${'ü'.repeat(507)}`, '1')).rejects.toMatchObject({
    name: 'KeyTooLongError',
  });
});

test('a deleted object is missing, and deleting it again succeeds', async () => {
  const Key = 'predictions/deleted';
  await put(Key, '1');
  await expect(s3.send(new DeleteObjectCommand({ Bucket, Key }))).rejects.toMatchObject({
    name: 'AccessDenied',
  });
  const remove = () => owner.send(new DeleteObjectCommand({ Bucket, Key }));
  await remove();
  await remove();
  await expect(get(Key)).rejects.toMatchObject({ name: 'NoSuchKey' });
});

describe('a missing object', () => {
  test('is a 404 for a caller who may list the bucket', async () => {
    await expect(get('predictions/none')).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('is a 403 for a caller who may not', async () => {
    await expect(get('predictions/none', blind)).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });
});

test('a policy may allow to list one folder only', async () => {
  const folder = { ...listed, Condition: { StringLike: { 's3:prefix': 'predictions/*' } } };
  const client = new S3Client(
    await clientOf(local, await createApi(local.cloud), 'folder', [folder]),
  );
  const list = (Prefix?: string) => client.send(new ListObjectsV2Command({ Bucket, Prefix }));
  expect((await list('predictions/')).$metadata.httpStatusCode).toBe(200);
  await expect(list('models/')).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(list()).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('what the policy does not allow is denied and logged', async () => {
  await expect(put('models/a', '1')).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(local.lines).toContainEqual(
    `iam DENIED role keeper-role (keeper): s3:PutObject on arn:aws:s3:::${Bucket}/models/a because no identity-based policy allows the s3:PutObject action`,
  );
  const message = `User: arn:aws:sts::${ACCOUNT}:assumed-role/keeper-role/keeper is not authorized to perform: s3:GetObject`;
  await expect(get('models/a')).rejects.toThrow(message);
});

test('a missing bucket is a NoSuchBucket only for a caller with the permission', async () => {
  const command = new PutObjectCommand({ Bucket: 'none', Key: 'predictions/a', Body: '1' });
  await expect(s3.send(command)).rejects.toMatchObject({ name: 'AccessDenied' });
  await expect(owner.send(command)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  const read = new GetObjectCommand({ Bucket: 'none', Key: 'a' });
  await expect(owner.send(read)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  const list = new ListObjectsV2Command({ Bucket: 'none' });
  await expect(owner.send(list)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  const head = new HeadBucketCommand({ Bucket: 'none' });
  await expect(owner.send(head)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test('GetObject and HeadObject return the ETag, Content-Type and length of PutObject', async () => {
  const { ETag } = await put('predictions/told', '{"a":1}');
  expect(ETag).toBe('"bb6cb5c68df4652941caf652a366f2d8"');
  const told = { ETag, ContentType: 'application/json', ContentLength: 7 };
  const Key = 'predictions/told';
  await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).resolves.toMatchObject(told);
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).resolves.toMatchObject(told);
  const none = new HeadObjectCommand({ Bucket, Key: 'predictions/none' });
  await expect(s3.send(none)).rejects.toMatchObject({ $metadata: { httpStatusCode: 404 } });
});

test('one range of an object can be read, and only the version that If-Match names', async () => {
  const Key = 'predictions/digits';
  const { ETag } = await put(Key, '0123456789');
  const range = async (Range: string) =>
    (await s3.send(new GetObjectCommand({ Bucket, Key, Range }))).Body?.transformToString();
  expect(await range('bytes=2-4')).toBe('234');
  expect(await range('bytes=8-')).toBe('89');
  expect(await range('bytes=-3')).toBe('789');
  await expect(range('bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' });
  await expect(range('bytes=0-1,3-4')).rejects.toMatchObject({ name: 'NotImplemented' });
  await put(Key, 'changed');
  const stale = new GetObjectCommand({ Bucket, Key, IfMatch: ETag });
  await expect(s3.send(stale)).rejects.toMatchObject({ name: 'PreconditionFailed' });
});

test('a body that does not match its checksum is refused', async () => {
  const command = new PutObjectCommand({
    Bucket,
    Key: 'predictions/a',
    Body: '1',
    ChecksumCRC32: 'AAAAAA==',
  });
  await expect(s3.send(command)).rejects.toMatchObject({ name: 'BadDigest' });
});

test('If-None-Match: * never replaces an object', async () => {
  const once = () =>
    s3.send(new PutObjectCommand({ Bucket, Key: 'predictions/1', Body: '1', IfNoneMatch: '*' }));
  await once();
  await expect(once()).rejects.toMatchObject({ name: 'PreconditionFailed' });
  const IfNoneMatch = '"bb6cb5c68df4652941caf652a366f2d8"';
  const other = new PutObjectCommand({ Bucket, Key: 'predictions/1', Body: '1', IfNoneMatch });
  await expect(s3.send(other)).rejects.toMatchObject({ name: 'NotImplemented' });
});

test('buckets and objects are listed, objects by folder and page by page', async () => {
  local.cloud.s3.createBucket('listed');
  for (const Key of ['a/1 ü', 'a/2', 'b', 'c/x/1']) {
    await owner.send(new PutObjectCommand({ Bucket: 'listed', Key, Body: 'xyz' }));
  }
  const { Buckets } = await owner.send(new ListBucketsCommand({}));
  expect(Buckets?.map(({ Name }) => Name)).toContain('listed');
  const list = (more: object) =>
    owner.send(new ListObjectsV2Command({ Bucket: 'listed', ...more }));
  const top = await list({ Delimiter: '/' });
  expect(top.CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['a/', 'c/']);
  expect(top.Contents).toMatchObject([{ Key: 'b', Size: 3 }]);
  expect((await list({ Prefix: 'a/' })).Contents?.map(({ Key }) => Key)).toEqual(['a/1 ü', 'a/2']);
  const first = await list({ MaxKeys: 3 });
  expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3 });
  const rest = await list({ MaxKeys: 3, ContinuationToken: first.NextContinuationToken });
  expect(rest).toMatchObject({ IsTruncated: false, Contents: [{ Key: 'c/x/1' }] });
});

describe('unknown requests are refused by name', () => {
  test('an operation', async () => {
    const acl = new GetObjectAclCommand({ Bucket, Key: 'predictions/a' });
    await expect(s3.send(acl)).rejects.toThrow(`s3:GET /${Bucket}/predictions/a?acl=`);
    expect(local.lines).toContainEqual(
      `wire UNKNOWN s3:GET /${Bucket}/predictions/a?acl=, called by keeper`,
    );
  });

  test.each([
    ['x-amz-storage-class', { StorageClass: 'GLACIER' as const }],
    ['x-amz-tagging', { Tagging: 'a=b' }],
  ])('a header: %s', async (header, more) => {
    const command = new PutObjectCommand({ Bucket, Key: 'predictions/a', Body: '1', ...more });
    await expect(s3.send(command)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: `The local cloud does not know these headers of PutObject: ${header}.`,
    });
  });
});

test("a bucket's own policy is evaluated too, and loopback counts as TLS", async () => {
  await put('predictions/guarded', '"x"');
  const denyWhen = (secure: 'true' | 'false') =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
          Condition: { Bool: { 'aws:SecureTransport': secure } },
        },
      ],
    });
  local.cloud.s3.putBucketPolicy(Bucket, denyWhen('false'));
  expect(await get('predictions/guarded')).toBe('"x"');
  local.cloud.s3.putBucketPolicy(Bucket, denyWhen('true'));
  await expect(get('predictions/guarded')).rejects.toThrow('explicit deny');
  local.cloud.s3.deleteBucketPolicy(Bucket);
  expect(await get('predictions/guarded')).toBe('"x"');
});

test('an archive is listed, but it cannot be downloaded; an object takes its place', async () => {
  const directory = join(local.directory, 'archive');
  mkdirSync(directory);
  writeFileSync(join(directory, 'index.mjs'), 'code');
  await local.cloud.s3.putArchive(Bucket, 'predictions/f.zip', directory);
  const { Contents } = await owner.send(
    new ListObjectsV2Command({ Bucket, Prefix: 'predictions/f' }),
  );
  expect(Contents).toMatchObject([{ Key: 'predictions/f.zip', Size: 4 }]);
  await expect(get('predictions/f.zip')).rejects.toMatchObject({ name: 'NotImplemented' });
  await put('predictions/f.zip', '1');
  expect(await get('predictions/f.zip')).toBe('1');
});
