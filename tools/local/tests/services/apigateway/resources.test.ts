import { expect, it } from 'vitest';
import { FUNCTION, useLife } from '../../support/life.ts';

const using = useLife();
const { life } = using;

it('Api, Integration, Route and Stage', async () => {
  const apiId = 'api1';
  const { outputs } = await life('aws:apigatewayv2/api:Api', { name: 'a', protocolType: 'HTTP' });
  expect(outputs).toMatchObject({ apiEndpoint: 'http://made', executionArn: 'arn:exec' });
  await life('aws:apigatewayv2/integration:Integration', {
    apiId,
    integrationType: 'AWS_PROXY',
    integrationUri: FUNCTION,
    payloadFormatVersion: '2.0',
  });
  const target = 'integrations/integration1';
  await life('aws:apigatewayv2/route:Route', { apiId, routeKey: 'GET /', target });
  await life('aws:apigatewayv2/stage:Stage', {
    apiId,
    name: '$default',
    autoDeploy: true,
    defaultRouteSettings: { throttlingRateLimit: 5, throttlingBurstLimit: 9 },
  });
  expect(using.calls).toEqual([
    ['apigateway.createApi', { name: 'a' }],
    ['apigateway.deleteApi', apiId],
    [
      'apigateway.putIntegration',
      apiId,
      { integrationUri: FUNCTION, payloadFormatVersion: '2.0', timeoutMilliseconds: 30_000 },
    ],
    ['apigateway.deleteIntegration', apiId, 'integration1'],
    ['apigateway.putRoute', apiId, { routeKey: 'GET /', target }],
    ['apigateway.deleteRoute', apiId, 'route1'],
    [
      'apigateway.putStage',
      apiId,
      { name: '$default', autoDeploy: true, throttling: { ratePerSecond: 5, burst: 9 } },
    ],
    ['apigateway.deleteStage', apiId, '$default'],
  ]);
});
