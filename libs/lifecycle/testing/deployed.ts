import type {
  AsyncModel,
  DeployedEndpoint,
  DeployedModel,
  RealtimeModel,
  ServerlessModel,
} from '@pilotlight/contracts';

/** An endpoint that serves one model, unless `changes` names several. */
export function deployedEndpoint(
  key = 'entailment',
  changes: Partial<DeployedEndpoint> = {},
): DeployedEndpoint {
  return {
    key,
    endpointName: `pilotlight-test-${key}`,
    endpointConfigName: 'config-1',
    instanceType: 'ml.m5.large',
    instanceCount: 1,
    idleMinutes: 40,
    models: [key],
    ...changes,
  };
}

/** On a multi-model endpoint, the model's bundle. */
const target = (name: string, { models }: DeployedEndpoint) =>
  models.length > 1 ? { targetModel: `${name}/1.tar.gz` } : {};

/** A model on its own endpoint, or on the given one. */
export function deployedModel(
  name = 'entailment',
  endpoint: DeployedEndpoint = deployedEndpoint(name),
): RealtimeModel {
  const serving = { mode: 'realtime', endpoint, ...target(name, endpoint) } as const;
  return { name, version: '1.0.0', serving };
}

/** A model that a function serves: alone, beside an endpoint, or until an endpoint is in service. */
export function functionModel(
  mode: 'realtime' | 'function' | 'auto',
  name = 'entailment',
  endpoint: DeployedEndpoint = deployedEndpoint(name, { functions: [name] }),
): DeployedModel {
  const own = {
    function: { functionName: `pilotlight-test-model-${name}`, memoryMegabytes: 1769 },
  };
  const version = '1.0.0';
  if (mode === 'function') return { name, version, serving: { mode, ...own } };
  return { name, version, serving: { mode, endpoint, ...target(name, endpoint), ...own } };
}

/** A model that a serverless endpoint serves. */
export function serverlessModel(name = 'entailment'): ServerlessModel {
  const endpointName = `pilotlight-test-${name}--serverless`;
  const serverless = { endpointName, memoryMegabytes: 3072, maxConcurrency: 2 };
  return { name, version: '1.0.0', serving: { mode: 'serverless', serverless } };
}

/** A model that only an asynchronous endpoint serves. */
export function asyncModel(name = 'time-traveler', changes: Partial<AsyncModel> = {}): AsyncModel {
  const endpointName = `pilotlight-test-${name}--async`;
  return {
    name,
    version: '1.0.0',
    serving: {
      mode: 'async',
      async: { endpointName, instanceType: 'ml.m5.large', maxInstances: 2 },
    },
    ...changes,
  };
}

/** The model of most tests, and its endpoint. */
export const MODEL = deployedModel();
export const ENDPOINT = MODEL.serving.endpoint;
export const MODELS: ReadonlyMap<string, DeployedModel> = new Map([[MODEL.name, MODEL]]);
