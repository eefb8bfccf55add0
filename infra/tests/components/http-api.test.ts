import { OPERATIONS } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { recordProgram } from '../support/record-program.ts';

const ROUTE = 'aws:apigatewayv2/route:Route';

test('one integration calls the API function with payload 2.0, which only this API is permitted', async () => {
  const program = await recordProgram();
  expect(program.inputsOf('aws:apigatewayv2/api:Api', 'pilotlight-dev')).toEqual({
    protocolType: 'HTTP',
  });
  expect(program.namesOf('aws:apigatewayv2/integration:Integration')).toHaveLength(1);
  expect(program.inputsOf('aws:apigatewayv2/integration:Integration', 'pilotlight-dev')).toEqual({
    apiId: 'pilotlight-dev-id',
    integrationType: 'AWS_PROXY',
    integrationUri: 'invoke:pilotlight-dev-api-0',
    payloadFormatVersion: '2.0',
    timeoutMilliseconds: 30_000,
  });
  expect(program.inputsOf('aws:lambda/permission:Permission', 'pilotlight-dev')).toEqual({
    action: 'lambda:InvokeFunction',
    function: 'pilotlight-dev-api-0',
    principal: 'apigateway.amazonaws.com',
    sourceArn: 'execution:pilotlight-dev-0/*/*',
  });
});

test('the routes are the paths of the operations and of the page, each for any method, nothing else', async () => {
  const program = await recordProgram();
  const routes = program.namesOf(ROUTE).map((name) => program.inputsOf(ROUTE, name));
  expect(routes.map(({ routeKey }) => routeKey).sort()).toEqual(
    [
      ...Object.values(OPERATIONS).map(({ path }) => `ANY ${path}`),
      'ANY /',
      'ANY /assets/{file}',
      'ANY /favicon.svg',
    ].sort(),
  );
  for (const { apiId, target } of routes) {
    expect({ apiId, target }).toEqual({
      apiId: 'pilotlight-dev-id',
      target: 'integrations/pilotlight-dev-id',
    });
  }
});

test('the default stage deploys automatically and is throttled', async () => {
  const program = await recordProgram();
  expect(program.inputsOf('aws:apigatewayv2/stage:Stage', 'pilotlight-dev')).toMatchObject({
    apiId: 'pilotlight-dev-id',
    name: '$default',
    autoDeploy: true,
    defaultRouteSettings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 },
  });
});

test('each request is logged for a week, without its body, its path or its sender', async () => {
  const program = await recordProgram();
  const group = 'aws:cloudwatch/logGroup:LogGroup';
  expect(program.inputsOf(group, 'pilotlight-dev')).toEqual({
    name: '/aws/vendedlogs/pilotlight-dev-access',
    retentionInDays: 7,
  });
  const { accessLogSettings } = program.inputsOf('aws:apigatewayv2/stage:Stage', 'pilotlight-dev');
  const { destinationArn, format } = accessLogSettings as Record<string, string>;
  expect(destinationArn).toBe('arn:LogGroup//aws/vendedlogs/pilotlight-dev-access');
  const fields = Object.values(JSON.parse(format ?? '') as Record<string, string>);
  expect(fields.sort()).toEqual([
    '$context.integrationErrorMessage',
    '$context.requestId',
    '$context.requestTime',
    '$context.responseLatency',
    '$context.responseLength',
    '$context.routeKey',
    '$context.status',
  ]);
});
