import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientOf, createApi } from '../support/program.ts';
import { ACCOUNT, useCloud } from '../support/test-cloud.ts';

const local = useCloud();
const Bucket = 'kept';
const listed = { Action: 's3:ListBucket', Resource: `arn:aws:s3:::${Bucket}` };
const objects = {
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: `arn:aws:s3:::${Bucket}/predictions/*`,
};
let s3: S3Client;
/** As one who may not list the bucket. */
let blind: S3Client;

beforeAll(async () => {
  const api = await createApi(local.cloud);
  s3 = new S3Client(await clientOf(local, api, 'keeper', [objects, listed]));
  blind = new S3Client(await clientOf(local, api, 'blind', [objects]));
  local.cloud.s3.createBucket(Bucket);
});

const put = (Key: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json' }));

const get = async (Key: string, client = s3) => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
  return Body?.transformToString();
};

test('an object is what was put last, whatever its key and size', async () => {
  await put('predictions/a b/ü+%.json', '"é😀"');
  expect(await get('predictions/a b/ü+%.json')).toBe('"é😀"');
  const large = 'x'.repeat(6 * 1024 * 1024);
  await put('predictions/large', large);
  expect((await get('predictions/large')) === large).toBe(true);
  await put('predictions/large', '1');
  expect(await get('predictions/large')).toBe('1');
});

describe('an object that is not there', () => {
  test('is told to who may list the bucket', async () => {
    await expect(get('predictions/none')).rejects.toMatchObject({
      name: 'NoSuchKey',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('is forbidden to who may not', async () => {
    await expect(get('predictions/none', blind)).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
  });
});

test('what the policy does not allow is denied and logged', async () => {
  await expect(put('models/a', '1')).rejects.toMatchObject({ name: 'AccessDenied' });
  expect(local.lines).toContainEqual(
    `iam DENIED role keeper-role (keeper): s3:PutObject on arn:aws:s3:::${Bucket}/models/a because no identity-based policy allows the s3:PutObject action`,
  );
  const message = `User: arn:aws:sts::${ACCOUNT}:assumed-role/keeper-role/keeper is not authorized to perform: s3:GetObject`;
  await expect(get('models/a')).rejects.toThrow(message);
});

test('a bucket that is not there is told', async () => {
  const command = new PutObjectCommand({ Bucket: 'none', Key: 'predictions/a', Body: '1' });
  await expect(s3.send(command)).rejects.toMatchObject({ name: 'AccessDenied' });
  const api = await createApi(local.cloud);
  const everywhere = [{ Action: 's3:*', Resource: '*' }];
  const other = new S3Client(await clientOf(local, api, 'everywhere', everywhere));
  await expect(other.send(command)).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

describe('what no stand-in knows is refused by name', () => {
  test('an operation', async () => {
    await expect(
      s3.send(new HeadObjectCommand({ Bucket, Key: 'predictions/a' })),
    ).rejects.toThrow();
    expect(local.lines).toContainEqual(
      `wire UNKNOWN s3:HEAD /${Bucket}/predictions/a, called by keeper`,
    );
  });

  test.each([
    ['x-amz-storage-class', { StorageClass: 'GLACIER' as const }],
    ['if-none-match', { IfNoneMatch: '*' }],
  ])('a header: %s', async (header, more) => {
    const command = new PutObjectCommand({ Bucket, Key: 'predictions/a', Body: '1', ...more });
    await expect(s3.send(command)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: `The local cloud does not know these headers of PutObject: ${header}.`,
    });
  });
});
