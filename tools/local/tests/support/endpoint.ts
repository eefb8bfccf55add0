import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';
import type { Cloud } from '../../src/cloud/index.ts';
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
  list: { Action: 's3:ListBucket', Resource: 'arn:aws:s3:::models' },
  logs: { Action: 'logs:*', Resource: '*' },
};

/**
 * A container that serves: `/ping` is 200, `/invocations` does what its body says, or returns what it was given.
 */
export const SERVER = `
import { createServer } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
const write = (path) => {
  try {
    writeFileSync(path, 'x');
    return 'written';
  } catch (error) {
    return error.code;
  }
};
createServer((request, response) => {
  if (request.url === '/ping') return void response.end();
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    const [, slow] = /^slow ?(\\d*)$/.exec(body) ?? [];
    if (slow !== undefined) {
      const answer = () => response.end(JSON.stringify({ pid: process.pid, body }));
      return void setTimeout(answer, Number(slow || 1500));
    }
    if (body === 'exit') process.exit(3);
    if (body === 'bad') return void response.writeHead(400).end('{"code":"input_invalid"}');
    if (body === 'memory') return void response.end(String(Buffer.alloc(400 * 1024 * 1024, 1).length));
    if (body === 'restrictions') {
      return void response.end(JSON.stringify({
        uid: process.getuid(), memory: process.constrainedMemory(),
        home: write(process.env.HOME + '/x'), code: write('x'), temporary: write(tmpdir() + '/x'),
      }));
    }
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
  /** Makes it a serverless endpoint, in place of instances. */
  readonly serverless?: ServerlessConfig;
  /** Makes it an asynchronous endpoint. */
  readonly async?: AsyncConfig;
  readonly instanceType?: string;
  /** Whether the model has no network. */
  readonly isolated?: boolean;
  /** Content to put in place of a model archive. */
  readonly archive?: string;
  /** Makes it a multi-model endpoint: the archives of its folder by target model, each with this as its `model.json`. */
  readonly folder?: Readonly<Record<string, string>>;
  /** Whether a multi-model container keeps its models. */
  readonly cached?: boolean;
  /** Whether the image has the label of multi-model hosts. */
  readonly labelled?: boolean;
}

type ConfigSpec = Parameters<Cloud['sagemaker']['createEndpointConfig']>[0];
type ServerlessConfig = NonNullable<ConfigSpec['productionVariants'][number]['serverlessConfig']>;
type AsyncConfig = NonNullable<ConfigSpec['asyncInferenceConfig']>;

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
    serverless,
    async,
    instanceType = 'ml.m5.large',
    isolated = false,
    archive,
    folder,
    cached,
    labelled = true,
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
    'FROM node:24 AS build\nENTRYPOINT ["false"]\nFROM node:24\nENV NODE_ENV=production\nENTRYPOINT ["node", "main.mjs"]\n' +
      (labelled ? 'LABEL com.amazonaws.sagemaker.capabilities.multi-models=true\n' : ''),
  );
  writeFileSync(join(work, 'model.json'), `{"name":"${name}"}`);
  const file = join(work, 'model.tar.gz');
  if (archive === undefined) await create({ file, cwd: work, gzip: true }, ['model.json']);
  else writeFileSync(file, archive);
  cloud.s3.createBucket('models');
  if (folder) await putFolder(cloud, name, folder, work);
  else await cloud.s3.putObject('models', `${name}/model.tar.gz`, file);
  const { url } = cloud.ecr.createRepository('inference');
  const context = join(work, 'context');
  const { ref } = await cloud.ecr.putImage({ tag: `${url}:latest`, context, dockerfile });
  cloud.sagemaker.createModel({
    name,
    executionRoleArn: putRole(cloud, `${name}-execution`, trusts, [...permissions]),
    image: ref,
    ...(folder
      ? { mode: 'MultiModel' as const, modelDataUrl: `s3://models/${name}/` }
      : { modelDataUrl: `s3://models/${name}/model.tar.gz` }),
    ...(cached === undefined ? {} : { modelsCached: cached }),
    ...(isolated ? { isolated } : {}),
    environment: { MODEL_OPTION: 'one' },
  });
  cloud.sagemaker.createEndpointConfig({
    name: `${name}-config`,
    productionVariants: [
      {
        variantName: 'primary',
        modelName: name,
        ...(serverless
          ? { serverlessConfig: serverless }
          : {
              initialInstanceCount: instances,
              instanceType,
              containerStartupHealthCheckTimeoutInSeconds: startupSeconds,
            }),
      },
    ],
    ...(async ? { asyncInferenceConfig: async } : {}),
  });
  return `${name}-config`;
}

/** Puts an archive with this `model.json` for each target model below the prefix; an empty text is not an archive. */
async function putFolder(
  cloud: Cloud,
  prefix: string,
  folder: Readonly<Record<string, string>>,
  work: string,
): Promise<void> {
  for (const [target, content] of Object.entries(folder)) {
    const file = join(work, 'one.tar.gz');
    writeFileSync(join(work, 'model.json'), content);
    if (content === '') writeFileSync(file, 'not an archive');
    else await create({ file, cwd: work, gzip: true }, ['model.json']);
    await cloud.s3.putObject('models', `${prefix}/${target}`, file);
  }
}

/**
 * A multi-model container with room for two models. A model whose `model.json` is `bad` is refused. It answers
 * with the model, its own process and what it has loaded.
 */
export const MULTI_MODEL_SERVER = `
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
const models = new Map();
const { SAGEMAKER_MULTI_MODEL, MODELS_DIRECTORY } = process.env;
createServer(async (request, response) => {
  if (request.url === '/ping') return void response.end();
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString();
  const reply = (status, value) => response.writeHead(status).end(JSON.stringify(value));
  const [, , name, verb] = request.url.split('/');
  if (request.method === 'DELETE') return reply(models.delete(name) ? 200 : 404, {});
  if (name === undefined) {
    const { model_name, url } = JSON.parse(body);
    const model = readFileSync(url + '/model.json', 'utf8');
    if (!url.startsWith(MODELS_DIRECTORY) || SAGEMAKER_MULTI_MODEL !== 'true') return reply(500, {});
    if (model === 'bad') return reply(400, { code: 'request_invalid' });
    if (models.size >= 2) return reply(507, { code: 'memory_short' });
    models.set(model_name, model);
    return reply(200, {});
  }
  const model = models.get(name);
  if (verb !== 'invoke' || model === undefined) return reply(404, {});
  if (body === 'wait') await new Promise((resolve) => setTimeout(resolve, 1500));
  reply(200, { model, pid: process.pid, body, headers: request.headers, loaded: [...models.values()] });
}).listen(Number(process.env.SAGEMAKER_BIND_TO_PORT), process.env.HOST);
process.on('SIGTERM', () => process.exit(0));
`;
