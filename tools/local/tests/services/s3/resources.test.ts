import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { expect, it } from 'vitest';
import { checkInputs, handlerOf } from '../../../src/resources/index.ts';
import { useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;

it('BucketObjectv2: the file of an asset, or a text', async () => {
  const file = join(using.context.programDirectory, 'model.tar.gz');
  writeFileSync(file, 'bundle');
  const type = 'aws:s3/bucketObjectv2:BucketObjectv2';
  const source = new pulumi.asset.FileAsset('model.tar.gz');
  const { calls, id } = await life(type, { bucket: 'b', key: 'models/a', source });
  expect(id).toBe('b/models/a');
  expect(calls).toEqual([
    ['s3.putObject', 'b', 'models/a', file, undefined],
    ['s3.deleteObject', 'b', 'models/a'],
  ]);
  const failures = checkInputs(handlerOf(type), { bucket: 'b', key: 'k', source, content: 'x' });
  expect(failures).toMatchObject([{ property: 'source' }]);
});

it('BucketObjectv2: an archive, unpacked', async () => {
  const type = 'aws:s3/bucketObjectv2:BucketObjectv2';
  const { AssetArchive, StringAsset } = pulumi.asset;
  const source = new AssetArchive({ 'a/b.mjs': new StringAsset('text') });
  const { calls } = await life(type, { bucket: 'b', key: 'f.zip', source });
  expect(calls[0]).toEqual(['s3.putArchive', 'b', 'f.zip', expect.any(String)]);
  const [, , , directory] = calls[0] ?? [];
  expect(readFileSync(join(String(directory), 'a/b.mjs'), 'utf8')).toBe('text');
});

it('Bucket: it is emptied before its deletion only with forceDestroy', async () => {
  const type = 'aws:s3/bucket:Bucket';
  await life(type, { bucket: 'kept' });
  await life(type, { bucket: 'emptied', forceDestroy: true });
  expect(using.calls).toEqual([
    ['s3.createBucket', 'kept'],
    ['s3.deleteBucket', 'kept'],
    ['s3.createBucket', 'emptied'],
    ['s3.emptyBucket', 'emptied'],
    ['s3.deleteBucket', 'emptied'],
  ]);
});

it('BucketPolicy: a policy may be a text or a document', async () => {
  const type = 'aws:s3/bucketPolicy:BucketPolicy';
  await life(type, { bucket: 'b', policy: { Version: '2012-10-17', Statement: [] } });
  expect(using.calls).toEqual([
    ['s3.putBucketPolicy', 'b', '{"Version":"2012-10-17","Statement":[]}'],
    ['s3.deleteBucketPolicy', 'b'],
  ]);
  expect(checkInputs(handlerOf(type), { bucket: 'b', policy: '{nonsense' })).toMatchObject([
    { property: 'policy' },
  ]);
});

it('BucketLifecycleConfiguration and BucketServerSideEncryptionConfiguration', async () => {
  const lifecycle = 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration';
  const rule = { id: 'r', status: 'Enabled', filter: { prefix: 'p/' }, expiration: { days: 2 } };
  await life(lifecycle, { bucket: 'b', rules: [rule] });
  const abort = { abortIncompleteMultipartUpload: { daysAfterInitiation: 1 } };
  await life(lifecycle, {
    bucket: 'b',
    rules: [{ id: 'a', status: 'Enabled', filter: {}, ...abort }],
  });
  const transitions = [{ ...rule, transitions: [{ days: 1, storageClass: 'GLACIER' }] }];
  expect(checkInputs(handlerOf(lifecycle), { bucket: 'b', rules: transitions })).toMatchObject([
    { property: 'rules.0.transitions' },
  ]);
  const encryption =
    'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration';
  const byDefault = (sseAlgorithm: string) => ({
    bucket: 'b',
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm } }],
  });
  await life(encryption, byDefault('AES256'));
  expect(checkInputs(handlerOf(encryption), byDefault('aws:kms'))).toHaveLength(1);
  expect(using.calls).toEqual([]);
});

it('BucketCorsConfiguration', async () => {
  const type = 'aws:s3/bucketCorsConfiguration:BucketCorsConfiguration';
  const rule = { allowedOrigins: ['https://a.example'], allowedMethods: ['PUT'] };
  await life(type, { bucket: 'b', corsRules: [{ ...rule, maxAgeSeconds: 60 }] });
  expect(using.calls).toEqual([
    [
      's3.putBucketCors',
      'b',
      [{ ...rule, allowedHeaders: [], exposeHeaders: [], maxAgeSeconds: 60 }],
    ],
    ['s3.deleteBucketCors', 'b'],
  ]);
  const trace = { bucket: 'b', corsRules: [{ ...rule, allowedMethods: ['TRACE'] }] };
  expect(checkInputs(handlerOf(type), trace)).not.toEqual([]);
  const stars = { bucket: 'b', corsRules: [{ ...rule, allowedOrigins: ['https://*.*'] }] };
  expect(checkInputs(handlerOf(type), stars)).not.toEqual([]);
});
