import { Type, type Static } from 'typebox';
import { handlersFor, type HandlerContext } from '../../resources/handler.ts';
import { arn, inputs, name, optional, regionalInputs } from '../../resources/schema.ts';
import type { ApiGatewayControl } from './control.ts';

type Context = HandlerContext<Record<'apigateway', ApiGatewayControl>>;
const defineHandler = handlersFor<Record<'apigateway', ApiGatewayControl>>();

export const api = defineHandler({
  type: 'aws:apigatewayv2/api:Api',
  inputs: regionalInputs({
    name: optional(name('', 128)),
    protocolType: Type.Enum(['HTTP']),
    description: optional(Type.String({ maxLength: 1024 })),
  }),
  autoname: { property: 'name', maxLength: 128 },
  replaceOnChanges: ['protocolType', 'region'],
  async create(given, { cloud }) {
    const { id, ...outputs } = await cloud.apigateway.createApi({ name: String(given.name) });
    return { id, outputs };
  },
  update: () => ({}),
  delete: (id, _outputs, { cloud }) => cloud.apigateway.deleteApi(id),
});

const IntegrationInputs = regionalInputs({
  apiId: Type.String(),
  integrationType: Type.Enum(['AWS_PROXY']),
  integrationUri: arn('(lambda|apigateway)'),
  integrationMethod: optional(Type.Enum(['POST'])),
  payloadFormatVersion: optional(Type.String()),
  timeoutMilliseconds: optional(Type.Integer({ minimum: 50, maximum: 30_000 })),
  description: optional(Type.String()),
});
type IntegrationInputs = Static<typeof IntegrationInputs>;

export const integration = defineHandler({
  type: 'aws:apigatewayv2/integration:Integration',
  inputs: IntegrationInputs,
  defaults: { payloadFormatVersion: '1.0', timeoutMilliseconds: 30_000 },
  replaceOnChanges: ['apiId', 'integrationType', 'region'],
  check({ payloadFormatVersion }) {
    if (payloadFormatVersion === '2.0') return [];
    const reason = 'must be "2.0": the provider defaults to "1.0", and the functions read only 2.0';
    return [{ property: 'payloadFormatVersion', reason }];
  },
  create: (given, { cloud }) => ({
    id: cloud.apigateway.putIntegration(given.apiId, integrationOf(given)).id,
    outputs: {},
  }),
  update(id, given, { cloud }) {
    cloud.apigateway.putIntegration(given.apiId, { id, ...integrationOf(given) });
    return {};
  },
  delete: (id, outputs, { cloud }) => cloud.apigateway.deleteIntegration(String(outputs.apiId), id),
});

const integrationOf = (given: IntegrationInputs) => ({
  integrationUri: given.integrationUri,
  payloadFormatVersion: given.payloadFormatVersion ?? '1.0',
  timeoutMilliseconds: given.timeoutMilliseconds ?? 30_000,
});

export const route = defineHandler({
  type: 'aws:apigatewayv2/route:Route',
  inputs: regionalInputs({
    apiId: Type.String(),
    routeKey: Type.String({ pattern: '^(\\$default|[A-Z]+ /.*)$' }),
    target: Type.String({ pattern: '^integrations/.+$' }),
    authorizationType: optional(Type.Enum(['NONE'])),
  }),
  defaults: { authorizationType: 'NONE' },
  replaceOnChanges: ['apiId', 'region'],
  create: ({ apiId, routeKey, target }, { cloud }) => ({
    id: cloud.apigateway.putRoute(apiId, { routeKey, target }).id,
    outputs: {},
  }),
  update(id, { apiId, routeKey, target }, { cloud }) {
    cloud.apigateway.putRoute(apiId, { id, routeKey, target });
    return {};
  },
  delete: (id, outputs, { cloud }) => cloud.apigateway.deleteRoute(String(outputs.apiId), id),
});

/** The account's limits, for a stage that sets none. */
const ACCOUNT_THROTTLING = { ratePerSecond: 10_000, burst: 5_000 };

const StageInputs = regionalInputs({
  apiId: Type.String(),
  name: optional(name('^(\\$default|[a-zA-Z0-9_-]+)$', 128)),
  autoDeploy: optional(Type.Boolean()),
  defaultRouteSettings: optional(
    inputs({
      throttlingBurstLimit: optional(Type.Integer({ minimum: 0 })),
      throttlingRateLimit: optional(Type.Number({ minimum: 0 })),
    }),
  ),
  accessLogSettings: optional(
    inputs({ destinationArn: arn('logs'), format: Type.String({ minLength: 1, maxLength: 3072 }) }),
  ),
});

function putStage(name: string, given: Static<typeof StageInputs>, { cloud }: Context): void {
  const { throttlingRateLimit, throttlingBurstLimit } = given.defaultRouteSettings ?? {};
  cloud.apigateway.putStage(given.apiId, {
    name,
    autoDeploy: given.autoDeploy ?? false,
    ...(given.accessLogSettings === undefined ? {} : { accessLog: given.accessLogSettings }),
    throttling: {
      ratePerSecond: throttlingRateLimit ?? ACCOUNT_THROTTLING.ratePerSecond,
      burst: throttlingBurstLimit ?? ACCOUNT_THROTTLING.burst,
    },
  });
}

export const stage = defineHandler({
  type: 'aws:apigatewayv2/stage:Stage',
  inputs: StageInputs,
  defaults: { autoDeploy: false },
  autoname: { property: 'name', maxLength: 128 },
  replaceOnChanges: ['apiId', 'name', 'region'],
  create(given, context) {
    const id = String(given.name);
    putStage(id, given, context);
    return { id, outputs: {} };
  },
  update(id, given, context) {
    putStage(id, given, context);
    return {};
  },
  delete: (id, outputs, { cloud }) => cloud.apigateway.deleteStage(String(outputs.apiId), id),
});
