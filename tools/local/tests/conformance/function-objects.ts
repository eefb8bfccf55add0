import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DEPLOYMENT_FILE, parseDeployment } from '@pilotlight/contracts';
import type { Deployment } from './deployment.ts';

/** The bucket for items too large for the table, with the variables and the role of the stack's API function. */
export function functionObjects({ local, log }: Deployment) {
  const { cloud } = local.context;
  const [name] = log.flatMap((line) => /^lambda\/(pilotlight-local-api\S*)/.exec(line)?.[1] ?? []);
  if (name === undefined) throw new Error('the API function has not logged anything yet');
  const environment = cloud.lambda.environmentOf(name);
  const client = new S3Client({
    region: cloud.region,
    endpoint: cloud.endpointUrl,
    maxAttempts: 1,
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
    },
  });
  const file = join(cloud.lambda.codeDirectoryOf(name), DEPLOYMENT_FILE);
  const { bucketName: Bucket } = parseDeployment(readFileSync(file, 'utf8'));
  return {
    put: (Key: string, Body: string) => client.send(new PutObjectCommand({ Bucket, Key, Body })),
    async get(Key: string): Promise<string | undefined> {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }));
      return Body?.transformToString();
    },
  };
}
