import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv, promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deployment } from '../conformance/deployment.ts';
import { inProcess } from '../conformance/in-process-driver.ts';
import { ROOT } from '../conformance/workspace.ts';

const run = promisify(execFile);
const COMMAND_MS = 60_000;
/** The AWS CLI's program; the variable AWS_CLI names another one. */
const AWS_CLI = process.env['AWS_CLI'] ?? 'aws';

const directory = mkdtempSync(join(tmpdir(), 'pilotlight-aws-cli-'));
const environmentDirectory = join(directory, 'env');
let deployment: Deployment;
let environment: NodeJS.Dict<string>;

beforeAll(async () => {
  deployment = await inProcess({ root: ROOT, environmentDirectory });
  environment = {
    PATH: process.env['PATH'],
    HOME: directory,
    ...parseEnv(readFileSync(join(environmentDirectory, 'owner.env'), 'utf8')),
  };
}, 2 * COMMAND_MS);

afterAll(async () => {
  await deployment.close();
  await rm(directory, { recursive: true, force: true });
}, COMMAND_MS);

async function aws(...words: string[]): Promise<string> {
  const { stdout } = await run(AWS_CLI, words, { env: environment, timeout: COMMAND_MS });
  return stdout.trim();
}

/** What the CLI prints when a command fails. */
async function refusal(...words: string[]): Promise<string> {
  const failed = await run(AWS_CLI, words, { env: environment, timeout: COMMAND_MS }).catch(
    (error: unknown) => error as { stderr: string },
  );
  return 'stdout' in failed && !failed.stderr ? `it worked: ${failed.stdout}` : failed.stderr;
}

const names = async (...words: string[]) =>
  (await aws(...words, '--output', 'text')).split(/\s+/).filter(Boolean);

it(
  'sts get-caller-identity',
  async () => {
    expect(JSON.parse(await aws('sts', 'get-caller-identity'))).toMatchObject({
      Account: '000000000000',
    });
  },
  COMMAND_MS,
);

it(
  's3 ls, s3 cp in both directions, and a model by byte ranges',
  async () => {
    const buckets = (await aws('s3', 'ls')).split('\n').map((line) => line.split(' ').at(-1) ?? '');
    const predictions = `s3://${buckets.find((name) => name.includes('predictions')) ?? ''}`;
    const models = `s3://${buckets.find((name) => name.includes('models')) ?? ''}`;
    const file = join(directory, 'note.txt');
    writeFileSync(file, 'a note');
    await aws('s3', 'cp', file, `${predictions}/notes/note.txt`);
    expect(await aws('s3', 'ls', predictions)).toMatch(/PRE notes\/$/);
    expect(await aws('s3', 'cp', `${predictions}/notes/note.txt`, '-')).toBe('a note');
    const [, , size = '', key = ''] = (await aws('s3', 'ls', models, '--recursive')).split(/\s+/);
    const copy = join(directory, 'model.tar.gz');
    await aws('s3', 'cp', `${models}/${key}`, copy, '--no-progress');
    expect(readFileSync(copy).length).toBe(Number(size));
    expect(await refusal('s3', 'ls', 's3://none')).toContain('(NoSuchBucket)');
  },
  COMMAND_MS,
);

it(
  'dynamodb list-tables, events list-rules, sagemaker list-models',
  async () => {
    expect(await names('dynamodb', 'list-tables', '--query', 'TableNames[]')).toHaveLength(1);
    expect(await names('events', 'list-rules', '--query', 'Rules[].Name')).toHaveLength(2);
    expect(await names('sagemaker', 'list-models', '--query', 'Models[].ModelName')).toHaveLength(
      1,
    );
  },
  COMMAND_MS,
);

it(
  'lambda invoke, and what it logged',
  async () => {
    const functions = await names(
      'lambda',
      'list-functions',
      '--query',
      'Functions[].FunctionName',
    );
    const reaper = functions.find((name) => name.includes('reaper')) ?? '';
    const out = join(directory, 'out.json');
    const told = await aws('lambda', 'invoke', '--function-name', reaper, out);
    expect(JSON.parse(told)).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    expect(readFileSync(out, 'utf8')).toContain('The event is not valid');
    const group = '/aws/lambda/pilotlight-local-jobs';
    const events = await aws('logs', 'filter-log-events', '--log-group-name', group);
    expect(events).toContain('endpoint_deployed');
  },
  COMMAND_MS,
);

describe('any other operation is refused by name', () => {
  it.each([
    [['iam', 'list-users'], 'iam:ListUsers'],
    [['ec2', 'describe-instances'], 'ec2:DescribeInstances'],
    [['events', 'put-rule', '--name', 'r', '--state', 'ENABLED'], 'events:PutRule'],
    [['lambda', 'delete-function', '--function-name', 'f'], 'lambda:DELETE '],
  ])(
    '%j',
    async (words, operation) => {
      expect(await refusal(...words)).toContain(`does not know the operation ${operation}`);
    },
    COMMAND_MS,
  );
});
