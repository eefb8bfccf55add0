import { AwsError } from '../../cloud/aws-error.ts';
import type { ApiGatewayControl } from './control.ts';
import { Api } from './api.ts';
import { ApiServer, type ApiServerDependencies } from './api-server.ts';

/** API Gateway's HTTP APIs. Each listens on the configured port, so a fixed port allows only one API at a time. */
export class Apis implements ApiGatewayControl {
  readonly #dependencies: ApiServerDependencies;
  readonly #apis = new Map<string, { api: Api; server: ApiServer }>();

  constructor(dependencies: ApiServerDependencies) {
    this.#dependencies = dependencies;
  }

  /** @throws PortTakenError */
  async createApi(): ReturnType<ApiGatewayControl['createApi']> {
    const { arns } = this.#dependencies.context;
    const api = new Api();
    const server = new ApiServer(api, this.#dependencies);
    const apiEndpoint = await server.listen();
    this.#apis.set(api.id, { api, server });
    return {
      id: api.id,
      arn: arns.api(api.id),
      apiEndpoint,
      executionArn: arns.executeApi(api.id),
    };
  }

  async deleteApi(id: string): Promise<void> {
    const found = this.#apis.get(id);
    this.#apis.delete(id);
    await found?.server.close();
  }

  putIntegration(apiId: string, integration: Parameters<Api['putIntegration']>[0]): { id: string } {
    return this.#api(apiId).putIntegration(integration);
  }

  deleteIntegration(apiId: string, id: string): void {
    this.#apis.get(apiId)?.api.deleteIntegration(id);
  }

  putRoute(apiId: string, route: Parameters<Api['putRoute']>[0]): { id: string } {
    return this.#api(apiId).putRoute(route);
  }

  deleteRoute(apiId: string, id: string): void {
    this.#apis.get(apiId)?.api.deleteRoute(id);
  }

  putStage(apiId: string, stage: Parameters<Api['putStage']>[0]): void {
    this.#api(apiId).putStage(stage);
  }

  deleteStage(apiId: string, name: string): void {
    this.#apis.get(apiId)?.api.deleteStage(name);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#apis.keys()].map((id) => this.deleteApi(id)));
  }

  #api(id: string): Api {
    const found = this.#apis.get(id);
    if (found) return found.api;
    throw new AwsError('NotFoundException', `Invalid API identifier specified ${id}`, {
      status: 404,
    });
  }
}
