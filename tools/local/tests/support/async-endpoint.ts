import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { EXECUTION_PERMISSIONS, putEndpointConfig, type EndpointParts } from './endpoint.ts';
import type { useOperator } from './operator.ts';
import { putFunction, type Allowed } from './program.ts';
import { ACCOUNT, REGION, until, type TestCloud } from './test-cloud.ts';

const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:jobs`;

/** The permissions of an execution role for its jobs, one by one. */
export const JOB_PERMISSIONS: Readonly<Record<string, Allowed>> = {
  read: { Action: 's3:GetObject', Resource: 'arn:aws:s3:::jobs/inputs/*' },
  write: { Action: 's3:PutObject', Resource: 'arn:aws:s3:::jobs/*' },
  publish: { Action: 'sns:Publish', Resource: TOPIC },
};

const TELL = `export const handler = async ({ Records: [{ Sns }] }) => console.log('TOLD ' + Sns.Message);`;

/** Asynchronous endpoints of a test cloud, with their bucket, their topic, and a function that hears it. */
export function useAsync(
  local: TestCloud,
  { create, reaches, submit }: ReturnType<typeof useOperator>,
) {
  function putSurroundings(): void {
    const { cloud } = local;
    cloud.s3.createBucket('jobs');
    cloud.sns.createTopic('jobs');
    const functionArn = putFunction(local, 'heard', TELL);
    cloud.sns.subscribe(TOPIC, functionArn);
    cloud.lambda.addPermission({
      functionName: 'heard',
      statementId: 'sns',
      action: 'lambda:InvokeFunction',
      principal: 'sns.amazonaws.com',
      sourceArn: TOPIC,
    });
  }

  return {
    putSurroundings,
    config: ({
      most = 1,
      jobPermissions = Object.values(JOB_PERMISSIONS),
      ...parts
    }: EndpointParts & { most?: number; jobPermissions?: readonly Allowed[] } = {}) =>
      putEndpointConfig(local, {
        permissions: [...Object.values(EXECUTION_PERMISSIONS), ...jobPermissions],
        async: {
          clientConfig: { maxConcurrentInvocationsPerInstance: most },
          outputConfig: {
            s3OutputPath: 's3://jobs/outputs',
            s3FailurePath: 's3://jobs/failures/',
            notificationConfig: { successTopic: TOPIC, errorTopic: TOPIC },
          },
        },
        ...parts,
      }),
    /** An endpoint that is in service. */
    async serve(name: string, config: string | Promise<string>): Promise<void> {
      await create(name, await config);
      await reaches(name, 'InService');
    },
    /** Puts the input `inputs/ID` and asks for its answer. */
    async ask(EndpointName: string, id: string, input: string, more: object = {}) {
      const file = join(local.directory, `job-${id}`);
      writeFileSync(file, input);
      await local.cloud.s3.putObject('jobs', `inputs/${id}`, file, 'text/plain');
      return submit({
        EndpointName,
        InferenceId: id,
        Filename: id,
        InputLocation: `s3://jobs/inputs/${id}`,
        ContentType: 'text/plain',
        Accept: 'application/json',
        ...more,
      });
    },
    /** What SNS has told of a job. */
    told: (id: string) =>
      until(() => {
        const messages = local.lines.flatMap((line) => / TOLD (.*)$/.exec(line)?.[1] ?? []);
        return messages
          .map((message) => JSON.parse(message) as Record<string, unknown>)
          .find(({ inferenceId }) => inferenceId === id);
      }),
    /** The object's text and content type. @throws Error NoSuchKey */
    async object(Key: string) {
      const { Body, ContentType } = await ownersS3(local).send(
        new GetObjectCommand({ Bucket: 'jobs', Key }),
      );
      return { text: await Body?.transformToString(), contentType: ContentType };
    },
  };
}

function ownersS3({ cloud }: TestCloud): S3Client {
  const environment = cloud.ownerEnvironment();
  return new S3Client({
    endpoint: cloud.endpointUrl,
    region: REGION,
    forcePathStyle: true,
    credentials: {
      accessKeyId: String(environment['AWS_ACCESS_KEY_ID']),
      secretAccessKey: String(environment['AWS_SECRET_ACCESS_KEY']),
      sessionToken: String(environment['AWS_SESSION_TOKEN']),
    },
  });
}
