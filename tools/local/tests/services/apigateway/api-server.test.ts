import { request } from 'node:http';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LIMITS } from '@pilotlight/contracts';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCloud, PortTakenError } from '../../../src/cloud/index.ts';
import { createApi, putFunction, type TestApi } from '../../support/program.ts';
import { ACCOUNT, REGION, useCloud } from '../../support/test-cloud.ts';

const local = useCloud();
let api: TestApi;

beforeAll(async () => {
  api = await createApi(local.cloud);
  const echo = putFunction(local, 'echo', 'export const handler = async (event) => event;');
  api.route('ANY /echo', echo);
  api.route('POST /v1/models/{model}/predictions', echo);
});

const eventOf = async (path: string, init?: RequestInit) =>
  (await (await fetch(api.url + path, init)).json()) as Record<string, unknown>;

test('the event has payload format 2.0', async () => {
  const event = await eventOf('/v1/models/a%2Db/predictions?x=1&y=a%20b&x=2', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'X-Custom': 'A', cookie: 'a=1; b=2' },
    body: '{"é":1}',
  });
  expect(event).toEqual({
    version: '2.0',
    routeKey: 'POST /v1/models/{model}/predictions',
    rawPath: '/v1/models/a%2Db/predictions',
    rawQueryString: 'x=1&y=a%20b&x=2',
    cookies: ['a=1', 'b=2'],
    headers: expect.objectContaining({
      'content-type': 'application/json',
      'content-length': '8',
      'x-custom': 'A',
      host: new URL(api.url).host,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': new URL(api.url).port,
    }),
    queryStringParameters: { x: '1,2', y: 'a b' },
    pathParameters: { model: 'a-b' },
    requestContext: {
      accountId: ACCOUNT,
      apiId: api.id,
      domainName: '127.0.0.1',
      domainPrefix: '127',
      http: {
        method: 'POST',
        path: '/v1/models/a%2Db/predictions',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'node',
      },
      requestId: expect.any(String),
      routeKey: 'POST /v1/models/{model}/predictions',
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      timeEpoch: expect.any(Number),
    },
    body: '{"é":1}',
    isBase64Encoded: false,
  });
  expect(event['headers']).not.toHaveProperty('cookie');
  expect(event['headers']).not.toHaveProperty('connection');
});

test('a field that the request lacks is left out of the event', async () => {
  const event = await eventOf('/echo');
  expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
  for (const name of [
    'cookies',
    'body',
    'pathParameters',
    'queryStringParameters',
    'stageVariables',
  ]) {
    expect(event).not.toHaveProperty(name);
  }
});

test.each([
  ['binary', 'application/octet-stream', Buffer.from('plain')],
  ['invalid UTF-8', 'application/json', Buffer.from([0x22, 0xff, 0x22])],
])('a %s body is passed as base64', async (_what, type, body) => {
  const event = await eventOf('/echo', { method: 'POST', headers: { 'content-type': type }, body });
  expect(event).toMatchObject({ body: body.toString('base64'), isBase64Encoded: true });
});

test("the function's status, headers and cookies are returned", async () => {
  const code = `export const handler = async () => ({
    statusCode: 202, headers: { location: '/x' }, cookies: ['a=1', 'b=2'], body: 'later' });`;
  api.route('GET /later', putFunction(local, 'later', code));
  const response = await fetch(`${api.url}/later`, { redirect: 'manual' });
  expect(response.status).toBe(202);
  expect(response.headers.get('location')).toBe('/x');
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(await response.text()).toBe('later');
});

describe("API Gateway's own answers", () => {
  const message = async (response: Response) => [response.status, await response.json()] as const;

  test('404 without a route for the path and the method', async () => {
    const notFound = [404, { message: 'Not Found' }];
    expect(await message(await fetch(`${api.url}/none`))).toEqual(notFound);
    expect(await message(await fetch(`${api.url}/v1/models/a/predictions`))).toEqual(notFound);
    expect(local.lines).toContainEqual('apigateway 404 no route for GET /v1/models/a/predictions');
  });

  test('400 for a path that is not percent-encoded', async () => {
    const response = await fetch(`${api.url}/v1/models/%E0%A4/predictions`, { method: 'POST' });
    expect(await message(response)).toEqual([400, { message: 'Bad Request' }]);
  });

  test.each([
    ['over 10 MB', 10 * 1024 * 1024 + 1],
    ["within 10 MB but over Lambda's 6 MB", 7 * 1024 * 1024],
  ])('413 for a body %s', async (_what, bytes) => {
    const response = await fetch(`${api.url}/echo`, {
      method: 'POST',
      body: 'x'.repeat(bytes),
    });
    expect(await message(response)).toEqual([413, { message: 'Request Entity Too Large' }]);
  });

  test('none for the largest allowed body, even of quotation marks only and with long headers', async () => {
    const code = 'export const handler = async ({ body }) => ({ bytes: Buffer.byteLength(body) });';
    api.route('POST /measure', putFunction(local, 'measure', code));
    const response = await fetch(`${api.url}/measure`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-long': '"'.repeat(9_000) },
      body: '"'.repeat(LIMITS.requestBodyBytes),
    });
    expect(await message(response)).toEqual([200, { bytes: LIMITS.requestBodyBytes }]);
  });

  test('431 for headers over 10,240 bytes', async () => {
    const response = await fetch(`${api.url}/echo`, { headers: { 'x-long': 'x'.repeat(10_240) } });
    expect(response.status).toBe(431);
  });

  test("503 after the integration's time-out", async () => {
    const code =
      'export const handler = () => new Promise((resolve) => setTimeout(resolve, 2_000));';
    api.route('GET /late', putFunction(local, 'late', code), 100);
    const response = await fetch(`${api.url}/late`);
    expect(await message(response)).toEqual([503, { message: 'Service Unavailable' }]);
    expect(local.lines).toContainEqual('apigateway 503 GET /late: late took longer than 100 ms');
  });

  test("500 when the function's policy does not allow the API, and the log says why", async () => {
    const arn = putFunction(local, 'closed', 'export const handler = async () => 1;');
    local.cloud.lambda.addPermission({
      functionName: 'closed',
      statementId: 'other',
      action: 'lambda:InvokeFunction',
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:aws:execute-api:${REGION}:${ACCOUNT}:otherapi/*/*`,
    });
    const { id } = local.cloud.apigateway.putIntegration(api.id, {
      integrationUri: `arn:aws:apigateway:${REGION}:lambda:path/2015-03-31/functions/${arn}/invocations`,
      payloadFormatVersion: '2.0',
      timeoutMilliseconds: 1_000,
    });
    local.cloud.apigateway.putRoute(api.id, {
      routeKey: 'GET /closed',
      target: `integrations/${id}`,
    });
    const response = await fetch(`${api.url}/closed`);
    expect(await message(response)).toEqual([500, { message: 'Internal Server Error' }]);
    expect(local.lines).toContainEqual(
      expect.stringMatching(
        /^iam DENIED apigateway\.amazonaws\.com .*because no resource-based policy allows/,
      ),
    );
  });
});

test('nothing is deployed without a stage', async () => {
  const other = await local.cloud.apigateway.createApi({ name: 'bare' });
  const { id } = local.cloud.apigateway.putIntegration(other.id, {
    integrationUri: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:echo`,
    payloadFormatVersion: '2.0',
    timeoutMilliseconds: 1_000,
  });
  local.cloud.apigateway.putRoute(other.id, { routeKey: '$default', target: `integrations/${id}` });
  expect((await fetch(other.apiEndpoint)).status).toBe(404);
  await local.cloud.apigateway.deleteApi(other.id);
  await expect(fetch(other.apiEndpoint)).rejects.toThrow();
});

test('a request that the caller aborts is not logged as an error', async () => {
  const aborted = request(`${api.url}/echo`, {
    method: 'POST',
    headers: { 'content-length': 100 },
  });
  aborted.on('error', () => undefined);
  await new Promise<void>((resolve) => aborted.write('part', () => resolve()));
  aborted.destroy();
  expect((await fetch(`${api.url}/echo`)).status).toBe(200);
  expect(local.lines.filter((line) => line.startsWith('apigateway 500 POST /echo'))).toEqual([]);
});

test('the error for a taken port names the key that sets it', async () => {
  const taker = createServer().listen(0, '127.0.0.1');
  await once(taker, 'listening');
  const { port } = taker.address() as AddressInfo;
  const cloud = await createCloud({
    directory: join(local.directory, 'second'),
    region: REGION,
    accountId: ACCOUNT,
    log: () => undefined,
    settings: {
      port,
      endpointCreationSeconds: 0,
      endpointDeletionSeconds: 0,
      scheduleMinuteSeconds: 1,
      concurrentExecutions: 1,
      functionIdleSeconds: 1,
      serverlessStartSeconds: 0,
      serverlessWaitSeconds: 1,
      serverlessIdleSeconds: 1,
      asyncFirstInstances: 1,
    },
  });
  const created = cloud.apigateway.createApi({ name: 'x' });
  await expect(created).rejects.toBeInstanceOf(PortTakenError);
  await expect(created).rejects.toMatchObject({ code: 'EADDRINUSE', port });
  await expect(created).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
  await expect(created).rejects.toThrow('local:port');
  await cloud.close();
  taker.close();
});

test('a request over the rate of the stage is refused, and the log says so', async () => {
  const stage = { name: '$default', autoDeploy: true };
  const throttling = { ratePerSecond: 0, burst: 1 };
  local.cloud.apigateway.putStage(api.id, { ...stage, throttling });
  const statuses = [await fetch(`${api.url}/echo`), await fetch(`${api.url}/echo`)];
  local.cloud.apigateway.putStage(api.id, stage);
  expect(statuses.map(({ status }) => status)).toEqual([200, 429]);
  expect(await statuses[1]?.json()).toEqual({ message: 'Too Many Requests' });
  expect(local.lines).toContain("apigateway 429 over the stage's rate: GET /echo");
});
