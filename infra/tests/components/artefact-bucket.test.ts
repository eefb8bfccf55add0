import { expect, test } from 'vitest';
import { recordProgram } from '../support/record-program.ts';

test('the bucket is private, and is not emptied of what the stack did not put there', async () => {
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
