import { describe, expect, it } from 'vitest';
import { checkInputs, handlerOf, UNKNOWN } from '../../src/resources/index.ts';

const stage = handlerOf('aws:apigatewayv2/stage:Stage');
const integration = handlerOf('aws:apigatewayv2/integration:Integration');

describe('checkInputs', () => {
  it('accepts what the provider accepts', () => {
    expect(checkInputs(stage, { apiId: 'a', name: '$default', autoDeploy: true })).toEqual([]);
  });

  it('lists every bad input by its path', () => {
    const failures = checkInputs(stage, {
      name: 'a b',
      autoDeploy: 'yes',
      stageVariables: { a: 'b' },
      defaultRouteSettings: { throttlingRateLimit: -1, logging: true },
    });
    expect(failures.map(({ property }) => property).toSorted()).toEqual([
      'apiId',
      'autoDeploy',
      'defaultRouteSettings.logging',
      'defaultRouteSettings.throttlingRateLimit',
      'name',
      'stageVariables',
    ]);
  });

  it('names unknown and missing inputs, and the allowed values', () => {
    const failures = checkInputs(handlerOf('aws:lambda/permission:Permission'), {
      action: 'lambda:*',
      function: 'f',
      eventSourceToken: 't',
    });
    expect(Object.fromEntries(failures.map(({ property, reason }) => [property, reason]))).toEqual({
      action: 'must be equal to one of the allowed values: lambda:InvokeFunction',
      principal: 'is required',
      eventSourceToken: 'the local cloud does not know this input',
    });
  });

  it('accepts an unknown value anywhere', () => {
    expect(checkInputs(stage, { apiId: UNKNOWN, name: UNKNOWN })).toEqual([]);
    const variables = { TABLE_NAME: UNKNOWN };
    const failures = checkInputs(handlerOf('aws:lambda/function:Function'), {
      role: UNKNOWN,
      code: {},
      handler: 'index.handler',
      runtime: 'nodejs24.x',
      environment: { variables },
    });
    expect(failures).toEqual([]);
  });

  it("runs the handler's own check once everything is known", () => {
    const inputs = { integrationType: 'AWS_PROXY', integrationUri: 'arn:aws:lambda:x' };
    expect(checkInputs(integration, { ...inputs, apiId: UNKNOWN })).toEqual([]);
    expect(checkInputs(integration, { ...inputs, apiId: 'a' })).toMatchObject([
      { property: 'payloadFormatVersion' },
    ]);
  });
});
