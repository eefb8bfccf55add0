import type { DeployedEndpoint, DeployedModel, Serving } from './deployment.ts';

/** The endpoint that requests wake; undefined when the model has none. */
export function endpointOf({ serving }: DeployedModel): DeployedEndpoint | undefined {
  return 'endpoint' in serving ? serving.endpoint : undefined;
}

/** The endpoints of these models, each once. */
export function endpointsOf(models: readonly DeployedModel[]): DeployedEndpoint[] {
  const endpoints = models.map(endpointOf).filter((endpoint) => endpoint !== undefined);
  return [...new Map(endpoints.map((endpoint) => [endpoint.key, endpoint])).values()];
}

/** A model as one host is asked for it. */
export type RealtimeModel = ServedAs<'realtime'>;
export type FunctionModel = ServedAs<'function'>;
export type ServerlessModel = ServedAs<'serverless'>;
export type AsyncModel = ServedAs<'async'>;

type ServedAs<Mode extends Serving['mode']> = DeployedModel & {
  readonly serving: Extract<Serving, { mode: Mode }>;
};

/** The model as the endpoint that requests wake serves it; undefined when it has none. */
export function byEndpoint(model: DeployedModel): RealtimeModel | undefined {
  const { serving } = model;
  if (!('endpoint' in serving)) return undefined;
  const { endpoint, targetModel } = serving;
  const target = targetModel === undefined ? {} : { targetModel };
  return { ...model, serving: { mode: 'realtime', endpoint, ...target } };
}

/** The model as its function serves it; undefined when it has none. */
export function byFunction(model: DeployedModel): FunctionModel | undefined {
  const { serving } = model;
  if (!('function' in serving) || serving.function === undefined) return undefined;
  return { ...model, serving: { mode: 'function', function: serving.function } };
}

/** The model as its serverless endpoint serves it; undefined when it has none. */
export function byServerless(model: DeployedModel): ServerlessModel | undefined {
  const { serving } = model;
  if (serving.mode !== 'serverless') return undefined;
  return { ...model, serving: { mode: 'serverless', serverless: serving.serverless } };
}

/** A model as a host is asked for it that is never woken, and costs only while it answers. */
export type AlwaysOnModel = FunctionModel | ServerlessModel;

/** The model as its function or its serverless endpoint serves it; undefined when it has neither. */
export const byAlwaysOn = (model: DeployedModel): AlwaysOnModel | undefined =>
  byFunction(model) ?? byServerless(model);

/** The model as its asynchronous endpoint serves it; undefined when it has none. */
export function byAsync(model: DeployedModel): AsyncModel | undefined {
  const { serving } = model;
  if (serving.async === undefined) return undefined;
  return { ...model, serving: { mode: 'async', async: serving.async } };
}
