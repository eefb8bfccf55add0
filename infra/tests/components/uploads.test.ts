import { expect, test } from 'vitest';
import { recordDeclared } from '../support/record-declared.ts';
import { ACCOUNT } from '../support/record-program.ts';

const name = 'pilotlight-dev-uploads';
const bucket = 'pilotlight-dev-predictions-0';

test('only the page of the stack may upload and read, with the signed headers and no others', async () => {
  const program = await recordDeclared();
  expect(program.inputsOf('aws:s3/bucketCorsConfiguration:BucketCorsConfiguration', name)).toEqual({
    bucket,
    corsRules: [
      {
        allowedOrigins: ['https://pilotlight-dev-0.example'],
        allowedMethods: ['PUT', 'GET'],
        allowedHeaders: ['content-type', 'if-none-match', 'x-amz-checksum-sha256'],
        exposeHeaders: ['ETag'],
        maxAgeSeconds: 3600,
      },
    ],
  });
});

test('each upload invokes the jobs function, which no other bucket may', async () => {
  const program = await recordDeclared();
  const notification = 'aws:s3/bucketNotification:BucketNotification';
  expect(program.inputsOf(notification, name)).toEqual({
    bucket,
    lambdaFunctions: [
      {
        lambdaFunctionArn: 'arn:Function/pilotlight-dev-jobs-0',
        events: ['s3:ObjectCreated:Put'],
        filterPrefix: 'uploads/',
      },
    ],
  });
  expect(program.inputsOf('aws:lambda/permission:Permission', name)).toEqual({
    action: 'lambda:InvokeFunction',
    function: 'pilotlight-dev-jobs-0',
    principal: 's3.amazonaws.com',
    sourceArn: `arn:Bucket/${bucket}`,
    sourceAccount: ACCOUNT,
  });
  expect(program.optionsOf(notification, name).dependencies).toContain(
    `aws:lambda/permission:Permission ${name}`,
  );
});
