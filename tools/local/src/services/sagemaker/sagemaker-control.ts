import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudContext } from '../../cloud/context.ts';
import type { SageMakerControl } from './control.ts';
import type { Endpoint, EndpointStatus } from './endpoint.ts';
import type { Endpoints } from './endpoints.ts';
import type { Models } from './models.ts';

const LOOK_MILLISECONDS = 50;

const CHANGING: readonly EndpointStatus[] = ['Creating', 'Updating', 'Deleting'];

/** What the resource handlers call: they wait for an endpoint as the provider does. */
export function sageMakerControl(
  models: Models,
  endpoints: Endpoints,
  { arns, closing }: CloudContext,
): SageMakerControl {
  const wait = () => sleep(LOOK_MILLISECONDS, undefined, { signal: closing });

  /** @throws Error when the endpoint does not come into service on the configuration */
  async function inService(endpoint: Endpoint, configName: string): Promise<void> {
    while (CHANGING.includes(endpoint.status)) await wait();
    if (endpoint.status === 'InService' && endpoint.config.name === configName) return;
    throw new Error(
      `the endpoint ${endpoint.name} is ${endpoint.status} on ${endpoint.config.name}: ${endpoint.failureReason}`,
    );
  }

  return {
    createModel: (model) => models.createModel(model),
    deleteModel: (name) => models.deleteModel(name),
    createEndpointConfig: (config) => models.createEndpointConfig(config),
    deleteEndpointConfig: (name) => models.deleteEndpointConfig(name),
    async createEndpoint({ name, configName, tags }) {
      await inService(endpoints.create(name, configName, tags), configName);
      return { arn: arns.endpoint(name) };
    },
    async updateEndpoint({ name, configName, tags }) {
      const endpoint = endpoints.describe(name);
      endpoint.tags = tags;
      if (endpoint.config.name === configName) return;
      endpoints.update(name, configName);
      await inService(endpoint, configName);
    },
    async deleteEndpoint(name) {
      if (!endpoints.find(name)) return;
      endpoints.delete(name);
      while (endpoints.find(name)) await wait();
    },
    configOf: (name) => endpoints.find(name)?.config.name,
  };
}
