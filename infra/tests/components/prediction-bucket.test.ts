import { expect, test } from 'vitest';
import { recordProgram } from '../support/record-program.ts';

const name = 'pilotlight-dev-predictions';
const bucket = `${name}-0`;

test('the bucket is private and encrypted, and is deleted with the stack, even if not empty', async () => {
  const program = await recordProgram();
  expect(program.inputsOf('aws:s3/bucket:Bucket', name)).toEqual({ forceDestroy: true });
  expect(program.inputsOf('aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock', name)).toEqual({
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const encryption =
    'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration';
  expect(program.inputsOf(encryption, name)).toEqual({
    bucket,
    rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  });
});

test('every object expires after its prediction, which is kept for two days at most', async () => {
  const program = await recordProgram();
  const lifecycle = 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration';
  expect(program.inputsOf(lifecycle, name)).toMatchObject({
    bucket,
    rules: [
      {
        id: 'expire',
        status: 'Enabled',
        filter: {},
        expiration: { days: 3 },
      },
      { id: 'abort-uploads' },
    ],
  });
});
