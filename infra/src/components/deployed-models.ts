import type { DeployedFunction, DeployedModel, Serving } from '@pilotlight/contracts';
import * as pulumi from '@pulumi/pulumi';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import type { ServedModel } from '../serving/serve-models.ts';
import type { Endpoint, EndpointMembers } from './endpoint.ts';

/** What serves the models of a stack. */
export interface DeployedHosts {
  readonly endpoints: readonly Endpoint[];
  /** By the model's name. */
  readonly functions: ReadonlyMap<string, pulumi.Output<DeployedFunction>>;
}

/** The models of a stack, as the functions ask them. */
export function deployedModels(
  models: readonly ServedModel[],
  artefacts: readonly ModelArtefact[],
  hosts: DeployedHosts,
): pulumi.Output<DeployedModel[]> {
  const deployed = models.map(({ name, mode, endpoint: key }) => {
    const version = artefacts.find((artefact) => artefact.name === name)?.version ?? '';
    const endpoint = hosts.endpoints.find((one) => one.key === key)?.membersOf(name);
    return pulumi
      .all([endpoint, hosts.functions.get(name)])
      .apply(([members, found]): DeployedModel => ({
        name,
        version,
        serving: servingOf(mode, members, found),
      }));
  });
  return pulumi.all(deployed);
}

function servingOf(
  mode: Serving['mode'],
  members: EndpointMembers | undefined,
  found: DeployedFunction | undefined,
): Serving {
  if (mode === 'realtime' && members) {
    return { mode, ...members, ...(found ? { function: found } : {}) };
  }
  if (mode === 'auto' && members && found) return { mode, ...members, function: found };
  if (mode === 'function' && found) return { mode, function: found };
  throw new Error(`a model in the mode ${mode} lacks a host`);
}
