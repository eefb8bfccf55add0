import type { DeployedEndpoint, DeployedModel } from '@pilotlight/contracts';

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

/** A model on its own endpoint, or on the given one. */
export function deployedModel(
  name = 'entailment',
  endpoint: DeployedEndpoint = deployedEndpoint(name),
): DeployedModel {
  const targetModel = endpoint.models.length > 1 ? { targetModel: `${name}/1.tar.gz` } : {};
  return { name, version: '1.0.0', serving: { mode: 'realtime', endpoint, ...targetModel } };
}

/** The model of most tests, and its endpoint. */
export const MODEL = deployedModel();
export const ENDPOINT = MODEL.serving.endpoint;
export const MODELS: ReadonlyMap<string, DeployedModel> = new Map([[MODEL.name, MODEL]]);
