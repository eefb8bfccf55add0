import { lambda } from '../lambda/index.ts';
import { logs } from '../logs/index.ts';
import { defineService } from '../service.ts';
import { Apis } from './apis.ts';
import type { ApiGatewayControl } from './control.ts';
import { api, integration, route, stage } from './resources.ts';

/** API Gateway: HTTP APIs that listen on this machine. Nothing here calls its own API. */
export const apigateway = defineService({
  name: 'apigateway',
  needs: { lambda, logs },
  start(context, { lambda, logs }) {
    const apis = new Apis({ context, functions: lambda.control, logs: logs.control });
    const control: ApiGatewayControl = apis;
    return { control, stop: () => apis.close() };
  },
  resources: [api, integration, route, stage],
});
