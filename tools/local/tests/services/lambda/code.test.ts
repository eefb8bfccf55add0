import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  checkInputs,
  createProvisioner,
  handlerOf,
  type Context,
  type Inputs,
} from '../../../src/resources/index.ts';
import { putRole } from '../../support/program.ts';
import { ACCOUNT, REGION, useCloud } from '../../support/test-cloud.ts';

const { AssetArchive, FileArchive } = pulumi.asset;
const local = useCloud();
let context: Context;
let role = '';

beforeAll(() => {
  const scratchDirectory = join(local.directory, 'assets');
  mkdirSync(scratchDirectory);
  context = { cloud: local.cloud, programDirectory: local.directory, scratchDirectory };
  role = putRole(local.cloud, 'any', 'lambda.amazonaws.com', []);
});

async function create(type: string, inputs: Inputs) {
  const handler = handlerOf(type);
  expect(checkInputs(handler, inputs)).toEqual([]);
  return createProvisioner(context).create(handler, inputs);
}

const createFunction = (name: string, inputs: Inputs) =>
  create('aws:lambda/function:Function', { name, role, ...inputs });

async function invoke(name: string): Promise<unknown> {
  return JSON.parse((await local.cloud.lambda.invokeAsOwner(name, '{}')).payload) as unknown;
}

const HANDLER = `
import { readFileSync } from 'node:fs';
export const handler = async () => ({
  model: readFileSync(process.env.LAMBDA_TASK_ROOT + '/model/model.json', 'utf8'),
  greeting: process.env.GREETING,
});`;

/** A folder of files. @returns its path */
function folder(name: string, files: Record<string, string>): string {
  const directory = join(local.directory, name);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(directory, file, '..'), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  return directory;
}

describe('from an archive in S3', () => {
  const zip = { handler: 'index.handler', runtime: 'nodejs24.x' };

  test('a function runs what the archive holds', async () => {
    local.cloud.s3.createBucket('code');
    await create('aws:s3/bucketObjectv2:BucketObjectv2', {
      bucket: 'code',
      key: 'f.zip',
      source: new AssetArchive({
        '.': new FileArchive(folder('program', { 'index.mjs': HANDLER })),
        model: new FileArchive(folder('model', { 'model.json': 'of the archive' })),
      }),
    });
    const given = { ...zip, s3Bucket: 'code', s3Key: 'f.zip', sourceCodeHash: 'a hash' };
    const { outputs } = await createFunction('stored', given);
    expect(outputs).toMatchObject({ codeSha256: 'a hash', packageType: 'Zip' });
    await expect(invoke('stored')).resolves.toEqual({ model: 'of the archive' });
  });

  test('a function survives the deletion of its archive', async () => {
    await local.cloud.s3.deleteObject('code', 'f.zip');
    await expect(invoke('stored')).resolves.toEqual({ model: 'of the archive' });
  });

  test("an object that is missing, or no archive, is refused in AWS's words", async () => {
    const given = { ...zip, s3Bucket: 'code', s3Key: 'none.zip' };
    await expect(createFunction('missing', given)).rejects.toThrow(
      'Error occurred while GetObject. S3 Error Code: NoSuchKey.',
    );
    await local.cloud.s3.putObject('code', 'text', join(local.directory, 'program/index.mjs'));
    await expect(createFunction('text', { ...given, s3Key: 'text' })).rejects.toThrow(
      'Could not unzip uploaded file.',
    );
  });
});

describe('from a container image', () => {
  const DOCKERFILE = `
ARG NODE_IMAGE=public.ecr.aws/lambda/nodejs:24
FROM \${NODE_IMAGE}
ENV GREETING=image
COPY . \${LAMBDA_TASK_ROOT}/
COPY --from=model . \${LAMBDA_TASK_ROOT}/model/
CMD ["index.handler"]
`;

  async function putImage(name: string, dockerfile = DOCKERFILE): Promise<string> {
    const directory = folder(name, { Dockerfile: dockerfile });
    const { url } = local.cloud.ecr.createRepository('functions');
    const { digest } = await local.cloud.ecr.putImage({
      tag: `${url}:${name}`,
      context: folder(`${name}-program`, { 'index.mjs': HANDLER }),
      named: { model: folder(`${name}-model`, { 'model.json': `of ${name}` }) },
      dockerfile: join(directory, 'Dockerfile'),
    });
    return `${url}@${digest}`;
  }

  const readable = (sourceArn: string) =>
    local.cloud.ecr.putRepositoryPolicy(
      'functions',
      JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
            Condition: { StringLike: { 'aws:SourceArn': sourceArn } },
          },
        ],
      }),
    );

  test('a function runs its handler, with its variables under its own', async () => {
    const imageUri = await putImage('one');
    readable(`arn:aws:lambda:${REGION}:${ACCOUNT}:function:of-*`);
    await createFunction('of-image', { packageType: 'Image', imageUri });
    await expect(invoke('of-image')).resolves.toEqual({ model: 'of one', greeting: 'image' });
    const environment = { variables: { GREETING: 'function' } };
    await createFunction('of-image', { packageType: 'Image', imageUri, environment });
    await expect(invoke('of-image')).resolves.toMatchObject({ greeting: 'function' });
  });

  test('the repository must let Lambda pull it for this function', async () => {
    const imageUri = await putImage('two');
    const given = { packageType: 'Image', imageUri };
    const denied = 'Lambda does not have permission to access the ECR image.';
    await expect(createFunction('other-image', given)).rejects.toThrow(denied);
    local.cloud.ecr.deleteRepositoryPolicy('functions');
    await expect(createFunction('of-image', given)).rejects.toThrow(denied);
    readable('*');
    await createFunction('of-image', given);
  });

  test("a missing image, and one that is not made from Lambda's, are refused", async () => {
    const given = (imageUri: string) => ({ packageType: 'Image', imageUri });
    const { url } = local.cloud.ecr.createRepository('functions');
    await expect(createFunction('of-none', given(`${url}@sha256:none`))).rejects.toThrow(
      /^Source image .* does not exist\. Provide a valid source image\.$/,
    );
    const imageUri = await putImage('plain', 'FROM node:24\nENTRYPOINT ["node", "main.mjs"]');
    await expect(createFunction('of-plain', given(imageUri))).rejects.toThrow(
      'runs images that are made from public.ecr.aws/lambda/nodejs:24',
    );
  });
});
