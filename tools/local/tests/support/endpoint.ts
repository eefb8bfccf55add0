import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';
import { putRole, type Allowed } from './program.ts';
import { ACCOUNT, REGION, type TestCloud } from './test-cloud.ts';

/** The permissions of an execution role, one by one, so that a test can leave one out. */
export const EXECUTION_PERMISSIONS: Readonly<Record<string, Allowed>> = {
  token: { Action: 'ecr:GetAuthorizationToken', Resource: '*' },
  pull: {
    Action: ['ecr:BatchCheckLayerAvailability', 'ecr:GetDownloadUrlForLayer', 'ecr:BatchGetImage'],
    Resource: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/inference`,
  },
  data: { Action: 's3:GetObject', Resource: 'arn:aws:s3:::models/*' },
  logs: { Action: 'logs:*', Resource: '*' },
};

/**
 * A container that serves: `/ping` is 200, `/invocations` does what its body says, or returns what it was given.
 */
export const SERVER = `
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
createServer((request, response) => {
  if (request.url === '/ping') return void response.end();
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    if (body === 'slow') {
      return void setTimeout(() => response.end(JSON.stringify({ pid: process.pid, body })), 1500);
    }
    if (body === 'exit') process.exit(3);
    if (body === 'bad') return void response.writeHead(400).end('{"code":"input_invalid"}');
    if (body === 'large') return void response.end(Buffer.alloc(6 * 1024 * 1024 + 1));
    const model = readFileSync(process.env.MODEL_DIRECTORY + '/model.json', 'utf8');
    response.writeHead(201, {
      'content-type': 'application/json',
      'x-amzn-sagemaker-custom-attributes': 'from-container',
      'x-other': 'dropped',
    });
    response.end(JSON.stringify({
      model, pid: process.pid, body, headers: request.headers,
      environment: { ...process.env }, arguments: process.argv.slice(2), cwd: process.cwd(),
    }));
  });
}).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT), process.env.HOST, () => console.log('listening'));
process.on('SIGTERM', () => { console.log('draining'); process.exit(0); });
`;

export interface EndpointParts {
  readonly image?: string;
  readonly permissions?: readonly Allowed[];
  readonly trusts?: string;
  readonly startupSeconds?: number;
  readonly instances?: number;
  /** Content to put in place of a model archive. */
  readonly archive?: string;
}

let made = 0;

/** Creates everything that an endpoint needs. @returns the name of the endpoint configuration */
export async function putEndpointConfig(
  { cloud, directory }: TestCloud,
  {
    image = SERVER,
    permissions = Object.values(EXECUTION_PERMISSIONS),
    trusts = 'sagemaker.amazonaws.com',
    startupSeconds = 60,
    instances = 1,
    archive,
  }: EndpointParts = {},
): Promise<string> {
  made += 1;
  const name = `m${made}`;
  const work = join(directory, name);
  mkdirSync(join(work, 'context'), { recursive: true });
  writeFileSync(join(work, 'context', 'main.mjs'), image);
  const dockerfile = join(work, 'Dockerfile');
  writeFileSync(
    dockerfile,
    'FROM node:24 AS build\nENTRYPOINT ["false"]\nFROM node:24\nENV NODE_ENV=production\nENTRYPOINT ["node", "main.mjs"]\n',
  );
  writeFileSync(join(work, 'model.json'), `{"name":"${name}"}`);
  const file = join(work, 'model.tar.gz');
  if (archive === undefined) await create({ file, cwd: work, gzip: true }, ['model.json']);
  else writeFileSync(file, archive);
  cloud.s3.createBucket('models');
  await cloud.s3.putObject('models', `${name}/model.tar.gz`, file);
  const { url } = cloud.ecr.createRepository('inference');
  const context = join(work, 'context');
  const { ref } = await cloud.ecr.putImage({ tag: `${url}:latest`, context, dockerfile });
  cloud.sagemaker.createModel({
    name,
    executionRoleArn: putRole(cloud, `${name}-execution`, trusts, [...permissions]),
    image: ref,
    modelDataUrl: `s3://models/${name}/model.tar.gz`,
    environment: { MODEL_OPTION: 'one' },
  });
  cloud.sagemaker.createEndpointConfig({
    name: `${name}-config`,
    productionVariants: [
      {
        variantName: 'primary',
        modelName: name,
        initialInstanceCount: instances,
        instanceType: 'ml.m5.large',
        containerStartupHealthCheckTimeoutInSeconds: startupSeconds,
      },
    ],
  });
  return `${name}-config`;
}
