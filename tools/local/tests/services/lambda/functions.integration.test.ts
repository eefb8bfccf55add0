import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApi, putFunction, TELL_ENVIRONMENT, type TestApi } from '../../support/program.ts';
import { ACCOUNT, REGION, until, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
let api: TestApi;

beforeAll(async () => {
  api = await createApi(local.cloud);
});

type Options = Parameters<typeof putFunction>[3];

/** Puts a function behind a route of its own. @returns its URL */
function serve(name: string, code: string, options: Options = {}): string {
  api.route(`ANY /${name}`, putFunction(local, name, code, options));
  return `${api.url}/${name}`;
}

const json = async (url: string) => (await (await fetch(url)).json()) as Record<string, unknown>;

/** Calls a failing function. @returns its error payload, read from the log */
async function failure(name: string, code: string, options: Options = {}) {
  const response = await fetch(serve(name, code, options));
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ message: 'Internal Server Error' });
  const start = `lambda/${name} ERROR `;
  const line = local.lines.find((found) => found.startsWith(start)) ?? '';
  return JSON.parse(line.slice(start.length + 37)) as unknown;
}

test("an instance has the function's and the runtime's environment, and nothing of this process's", async () => {
  process.env['OF_THE_LAPTOP'] = 'leak';
  const url = serve('environment', TELL_ENVIRONMENT, { environment: { TABLE_NAME: 'state' } });
  const environment = await json(url);
  expect(environment).toMatchObject({
    TABLE_NAME: 'state',
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: local.cloud.endpointUrl,
    AWS_LAMBDA_FUNCTION_NAME: 'environment',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    TZ: 'UTC',
  });
  const foreign = Object.keys(environment).filter(
    (name) => !/^(TABLE_NAME|AWS_|LAMBDA_|_HANDLER$|HOME$|LANG$|PATH$|TMPDIR$|TZ$)/.test(name),
  );
  expect(foreign).toEqual([]);
  expect(environment['PATH']).not.toContain('node_modules');
});

test('reserved variables, and more than 4 KB of variables, are refused', () => {
  expect(() =>
    putFunction(local, 'reserved', '', { environment: { AWS_REGION: 'x', MINE: 'x' } }),
  ).toThrow(/Reserved keys used in this request: AWS_REGION$/);
  expect(() =>
    putFunction(local, 'heavy', '', { environment: { MINE: 'x'.repeat(4096) } }),
  ).toThrow('exceeded the 4KB limit');
});

test('the handler gets the context of its invocation', async () => {
  const context = await json(
    serve(
      'context',
      'export const handler = async (event, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() });',
    ),
  );
  expect(context).toMatchObject({
    awsRequestId: expect.stringMatching(/^[\da-f-]{36}$/),
    functionName: 'context',
    invokedFunctionArn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:context`,
    memoryLimitInMB: '128',
    logGroupName: '/aws/lambda/context',
  });
  expect(context['remaining']).toBeGreaterThan(2_000);
  expect(context['remaining']).toBeLessThanOrEqual(3_000);
});

const WHO = `
import { setTimeout as sleep } from 'node:timers/promises';
let busy = 0, most = 0, calls = 0;
export const handler = async ({ rawQueryString }) => {
  most = Math.max(most, ++busy); calls += 1;
  if (rawQueryString) await sleep(Number(rawQueryString));
  busy -= 1;
  return { pid: process.pid, most, calls };
};`;

test('a warm instance is reused; more are started when all are busy, each with one event at a time', async () => {
  const url = serve('who', WHO);
  const first = await json(url);
  expect(await json(url)).toMatchObject({ pid: first['pid'], calls: 2 });
  const answers = await Promise.all(Array.from({ length: 20 }, () => json(`${url}?100`)));
  expect(answers).toHaveLength(20);
  expect(answers.every(({ most }) => most === 1)).toBe(true);
  const pids = new Set(answers.map(({ pid }) => pid));
  expect(pids.size).toBeGreaterThan(1);
  expect(pids.size).toBeLessThanOrEqual(8);
});

test('new code takes over, and the old instance ends after its event', async () => {
  const url = serve('changing', WHO.replace('calls }', 'calls, version: 1 }'));
  const old = json(`${url}?300`);
  await until(async () => (await json(url))['version'] === 1);
  putFunction(local, 'changing', WHO.replace('calls }', 'calls, version: 2 }'));
  await expect(json(url)).resolves.toMatchObject({ version: 2 });
  const { version, pid } = await old;
  expect(version).toBe(1);
  await until(() => !existsSync(`/proc/${String(pid)}`) || process.platform !== 'linux');
});

describe('a function that fails gives the same answer as on Lambda', () => {
  test('a throw', async () => {
    const code = 'export const handler = async () => { throw new TypeError("no such thing"); };';
    await expect(failure('throws', code)).resolves.toMatchObject({
      errorType: 'TypeError',
      errorMessage: 'no such thing',
      trace: expect.arrayContaining(['TypeError: no such thing']),
    });
  });

  test('a time-out, after which a new instance answers', async () => {
    const url = serve('slow', WHO, { timeoutSeconds: 0.3 });
    const { pid } = await json(url);
    expect((await fetch(`${url}?60000`)).status).toBe(500);
    expect(local.lines).toContainEqual(
      expect.stringMatching(
        /^lambda\/slow ERROR .*"errorType":"Sandbox.Timedout".*Task timed out after 0.30 seconds"}$/,
      ),
    );
    expect((await json(url))['pid']).not.toBe(pid);
  });

  test('an endless loop', async () => {
    await expect(
      failure('loops', 'export const handler = () => { for (;;); };', { timeoutSeconds: 0.3 }),
    ).resolves.toMatchObject({ errorType: 'Sandbox.Timedout' });
  });

  test('an exit', async () => {
    const code = 'export const handler = () => process.exit(7);';
    await expect(failure('exits', code)).resolves.toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: .* Error: Runtime exited with error: exit status 7$/,
      ),
    });
  });

  test('a module that is not in the bundle, though the repository has it', async () => {
    const code = 'import "vitest"; export const handler = async () => 1;';
    await expect(failure('unbundled', code)).resolves.toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage: expect.stringContaining("Cannot find package 'vitest'"),
    });
  });

  test('a module that throws when it is loaded', async () => {
    await expect(
      failure('broken', 'throw new Error("TABLE_NAME is missing");'),
    ).resolves.toMatchObject({
      errorType: 'Error',
      errorMessage: 'TABLE_NAME is missing',
    });
  });

  test('no such handler', async () => {
    await expect(failure('nameless', 'export const other = 1;')).resolves.toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: 'Error: index.handler is undefined or not exported',
    });
  });

  test('an answer over 6 MB', async () => {
    const url = serve(
      'wordy',
      'export const handler = async () => "x".repeat(6 * 1024 * 1024 + 1);',
    );
    expect((await fetch(url)).status).toBe(500);
    expect(local.lines).toContainEqual(
      expect.stringMatching(/^lambda\/wordy ERROR Response payload size exceeded/),
    );
  });
});

test('what a function prints is in the log', async () => {
  await fetch(
    serve(
      'talks',
      'export const handler = async () => { console.log("one\\ntwo"); console.error("three"); };',
    ),
  );
  await until(() =>
    ['one', 'two', 'three'].every((word) => local.lines.includes(`lambda/talks ${word}`)),
  );
});

test('a function whose role Lambda may not assume fails until the role is fixed', async () => {
  const url = serve('untrusted', TELL_ENVIRONMENT, { service: 'ec2.amazonaws.com' });
  expect((await fetch(url)).status).toBe(500);
  expect(local.lines).toContainEqual(
    expect.stringMatching(
      /untrusted-role defined for the function untrusted cannot be assumed by Lambda\.$/,
    ),
  );
  local.cloud.iam.putRole({
    name: 'untrusted-role',
    assumeRolePolicy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'lambda.amazonaws.com' },
        },
      ],
    }),
  });
  expect((await fetch(url)).status).toBe(200);
});

test('there is a warning for a role that may not write to its log group, and only for that', async () => {
  local.cloud.logs.createLogGroup('/aws/lambda/heard');
  const group = `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:/aws/lambda/heard:*`;
  const allowed = [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: group }];
  await fetch(serve('heard', TELL_ENVIRONMENT, { allowed }));
  const logGroup = '/aws/lambda/heard';
  const named = await json(serve('named', TELL_ENVIRONMENT, { allowed, logGroup }));
  expect(named['AWS_LAMBDA_LOG_GROUP_NAME']).toBe(logGroup);
  await fetch(serve('unheard', TELL_ENVIRONMENT));
  const warnings = local.lines.filter((line) => / WARNING .*\/aws\/lambda\/(un)?heard$/.test(line));
  expect(warnings).toEqual([
    'lambda/unheard WARNING on AWS these lines would be lost: role unheard-role lacks logs:CreateLogGroup on /aws/lambda/unheard',
  ]);
});

test('a deleted function is gone, with its instances', async () => {
  const url = serve('gone', WHO);
  const { pid } = await json(url);
  await local.cloud.lambda.deleteFunction('gone');
  expect((await fetch(url)).status).toBe(500);
  expect(existsSync(`/proc/${String(pid)}`)).toBe(false);
  expect(local.lines).toContainEqual(
    expect.stringMatching(/Function not found: .*:function:gone$/),
  );
});

test('replaced code is kept until its last event has ended, and then deleted', async () => {
  const directory = 'return { directory: process.env.LAMBDA_TASK_ROOT }';
  const url = serve('swapped', WHO.replace(/return .*;/, `${directory};`));
  const old = json(`${url}?300`);
  const { directory: code } = await json(url);
  putFunction(local, 'swapped', WHO);
  expect(existsSync(String(code))).toBe(true);
  await expect(old).resolves.toEqual({ directory: code });
  await until(() => !existsSync(String(code)));
});

test("a program on this machine can act as a function, with its variables and its role's credentials", () => {
  putFunction(local, 'acted', TELL_ENVIRONMENT, { environment: { TABLE_NAME: 'state' } });
  expect(local.cloud.lambda.environmentOf('acted')).toEqual({
    TABLE_NAME: 'state',
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: local.cloud.endpointUrl,
    AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/) as unknown,
    AWS_SECRET_ACCESS_KEY: expect.any(String) as unknown,
    AWS_SESSION_TOKEN: expect.any(String) as unknown,
  });
});
