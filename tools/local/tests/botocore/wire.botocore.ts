import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Upload } from '@pilotlight/contracts';
import { expect, it, onTestFinished } from 'vitest';
import { ON_ENDPOINT } from '../../src/fast.ts';
import type { Exchange } from '../../src/cloud/index.ts';
import { answer, asleep, QUESTION, request, until } from '../conformance/asker.ts';
import { inProcess } from '../conformance/in-process-driver.ts';
import { DOUBLE, ROOT, workspaceWithDouble } from '../conformance/workspace.ts';

/** With the packages of requirements.txt; the variable BOTOCORE_PYTHON names another one. */
const PYTHON = process.env['BOTOCORE_PYTHON'] ?? join(ROOT, '.nx/botocore/bin/python');
const VALIDATE = resolve(import.meta.dirname, 'validate.py');
const LIFE_MS = 300_000;

interface Judgement {
  readonly operations: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
  readonly problems: Readonly<Record<string, number>>;
}

/** What botocore's service models say about what was sent and answered. */
async function judge(exchanges: readonly Exchange[]): Promise<Judgement> {
  const directory = mkdtempSync(join(tmpdir(), 'pilotlight-botocore-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, 'exchanges.jsonl');
  const lines = exchanges.map(({ request, answer }) =>
    JSON.stringify({
      ...request,
      query: [...request.query],
      body: request.body.toString('base64'),
      status: answer.status,
      answerHeaders: answer.headers,
      answer: Buffer.from(answer.body).toString('base64'),
    }),
  );
  writeFileSync(file, lines.join('\n'));
  const { stdout } = await promisify(execFile)(PYTHON, [VALIDATE, file]);
  return JSON.parse(stdout) as Judgement;
}

/** What the functions call in the course of the test. */
const CALLED = [
  'cloudwatch:GetMetricData',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
  'events:DisableRule',
  'events:EnableRule',
  'lambda:Invoke',
  's3:GetObject',
  's3:HeadObject',
  's3:PutObject',
  'sagemaker:CreateEndpoint',
  'sagemaker:DeleteEndpoint',
  'sagemaker:DescribeEndpoint',
  'sagemaker:UpdateEndpointWeightsAndCapacities',
  'sagemaker-runtime:InvokeEndpoint',
  'sagemaker-runtime:InvokeEndpointAsync',
];

/** A copy of the model `double` for each way to serve. */
const JOB = `${DOUBLE}-job`;
const MODELS = {
  [DOUBLE]: ON_ENDPOINT,
  [`${DOUBLE}-function`]: { serving: 'function' },
  [`${DOUBLE}-serverless`]: { serving: 'serverless' },
  [JOB]: { serving: 'async' },
};

it('the functions send what AWS takes', { timeout: LIFE_MS }, async () => {
  const exchanges: Exchange[] = [];
  const directory = mkdtempSync(join(tmpdir(), 'pilotlight-botocore-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const deployment = await inProcess({
    root: await workspaceWithDouble(directory, [], Object.keys(MODELS)),
    config: { 'pilotlight:models': JSON.stringify(MODELS) },
    record: (exchange) => exchanges.push(exchange),
  });
  onTestFinished(() => deployment.close());
  const { url } = deployment;
  const ask = (model: string) =>
    request(`${url}/v1/models/${model}/predictions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(QUESTION.input),
    });
  // Each way to serve answers. An endpoint is woken, and falls asleep when it is idle.
  for (const model of Object.keys(MODELS)) {
    const { status, location, body } = await ask(model);
    const answered = status === 202 ? await answer(url, location) : body;
    expect(answered).toMatchObject({ output: QUESTION.output });
  }
  await until('it is awake', async () => (await ask(DOUBLE)).status === 200 || undefined);
  await asleep(url);
  await until('the schedule is off', () => called(exchanges, 'AWSEvents.DisableRule') || undefined);
  await until('no instance is left for jobs', async () => {
    const { body } = await request(`${url}/v1/models/${JOB}`);
    return (body as { state: { status: string } }).state.status === 'asleep' || undefined;
  });
  await upload(url);

  const { operations, problems } = await judge(exchanges);
  expect(problems).toEqual({});
  expect(Object.keys(operations)).toEqual(expect.arrayContaining(CALLED));
});

const called = (exchanges: readonly Exchange[], target: string) =>
  exchanges.some(({ request: { headers } }) => headers['x-amz-target'] === target);

/** Uploads an input as a job, and waits for its answer. */
async function upload(url: string): Promise<void> {
  const body = JSON.stringify(QUESTION.input);
  const { status, body: told } = await request(`${url}/v1/models/${JOB}/uploads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      contentType: 'application/json',
      bytes: body.length,
      checksumSHA256: createHash('sha256').update(body).digest('base64'),
    }),
  });
  expect({ status, told }).toMatchObject({ status: 201 });
  const { id, url: target, method, headers } = told as Upload;
  const stored = await fetch(target, { method, headers, body });
  expect(stored.status).toBe(200);
  const { output } = (await answer(url, `/v1/predictions/${id}`)) as { output: unknown };
  expect(output).toEqual(QUESTION.output);
}

/** A request as the SDK would send it, but for its signature. */
function sent(
  service: string,
  { method = 'POST', path = '/', headers = {}, body = '' }: Partial<Sent>,
): Exchange {
  const authorization = `AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/${service}/aws4_request`;
  return {
    request: {
      method,
      path,
      query: new URLSearchParams(),
      headers: { authorization, ...headers },
      body: Buffer.from(body),
    },
    answer: { status: 200, headers: {}, body: '{}' },
  };
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const json = (target: string, input: object) => ({
  headers: { 'x-amz-target': target },
  body: JSON.stringify(input),
});

it('what AWS would not take is found', async () => {
  const name = (Name: string) => json('AWSEvents.EnableRule', { Name });
  const absent = '{"__type":"NoSuchRule","message":"no"}';
  const key = { TableName: 't', Key: { pk: { S: 'a' } } };
  const found: [Exchange, RegExp][] = [
    [sent('sagemaker', json('SageMaker.LightEndpoint', {})), /no service model has POST/],
    [
      sent('events', json('AWSEvents.EnableRule', { Name: 'r', Bus: 'b' })),
      /Unknown parameter in input: "Bus"/,
    ],
    [
      sent('events', json('AWSEvents.DisableRule', {})),
      /Missing required parameter in input: "Name"/,
    ],
    [
      sent('sagemaker', json('SageMaker.DeleteEndpoint', { EndpointName: '-e' })),
      /EndpointName does not match/,
    ],
    [sent('events', name('r'.repeat(65))), /Name is 65, more than 64/],
    [
      sent(
        'dynamodb',
        json('DynamoDB_20120810.GetItem', { ...key, ReturnConsumedCapacity: 'ALL' }),
      ),
      /ReturnConsumedCapacity is none of/,
    ],
    [
      sent('sagemaker', {
        path: '/endpoints/e/invocations',
        headers: { 'x-amzn-sagemaker-target': 'm' },
      }),
      /header x-amzn-sagemaker-target is not one of its own/,
    ],
    [
      { ...sent('events', name('r')), answer: { status: 400, headers: {}, body: absent } },
      /error NoSuchRule is not declared/,
    ],
  ];
  const { problems } = await judge(found.map(([exchange]) => exchange));
  expect(Object.keys(problems)).toEqual(
    found.map(([, problem]) => expect.stringMatching(problem) as string),
  );
});
