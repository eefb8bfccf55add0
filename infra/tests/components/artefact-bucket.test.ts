import { expect, test } from 'vitest';
import { recordProgram } from '../support/record-program.ts';

test('the bucket is private, and objects that the stack did not create are not deleted', async () => {
  const program = await recordProgram();
  expect(program.inputsOf('aws:s3/bucket:Bucket', 'pilotlight-dev-models')).toEqual({});
  expect(
    program.inputsOf(
      'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock',
      'pilotlight-dev-models',
    ),
  ).toEqual({
    bucket: 'pilotlight-dev-models-0',
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
});

test.each(['models', 'predictions'])(
  'the bucket of %s refuses requests without TLS and aborts unfinished uploads',
  async (part) => {
    const program = await recordProgram();
    const name = `pilotlight-dev-${part}`;
    const { bucket, policy } = program.inputsOf('aws:s3/bucketPolicy:BucketPolicy', name);
    expect(bucket).toBe(`${name}-0`);
    expect(JSON.parse(String(policy))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [`arn:Bucket/${name}-0`, `arn:Bucket/${name}-0/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
    const lifecycle = 'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration';
    expect(program.inputsOf(lifecycle, name)['rules']).toContainEqual({
      id: 'abort-uploads',
      status: 'Enabled',
      filter: {},
      abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
    });
  },
);
