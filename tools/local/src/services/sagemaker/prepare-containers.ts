import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { LogGroups } from '../logs/log-groups.ts';
import type { ContainerSpec } from './container.ts';
import type { EndpointConfig } from './endpoint-config.ts';
import type { Model } from './model.ts';
import {
  executionCaller,
  provision,
  ProvisionError,
  type ProvisionDependencies,
} from './provision.ts';

export interface FleetDependencies extends ProvisionDependencies {
  readonly logs: LogGroups;
}

export interface FleetSpec {
  readonly endpointName: string;
  readonly config: EndpointConfig;
  readonly model: Model | undefined;
  /** The fleet's own; deleted with it. */
  readonly directory: string;
}

/** What the containers of a fleet have in common. */
export interface Containers {
  readonly model: Model;
  /** One line of the endpoint in the cloud's log. */
  log(line: string): void;
  /** A new container, with a directory and a log stream of its own. */
  next(): ContainerSpec;
}

/**
 * Does what SageMaker does before it starts the containers of an endpoint.
 * @throws ProvisionError
 */
export async function prepareContainers(
  { endpointName, config, model, directory }: FleetSpec,
  dependencies: FleetDependencies,
): Promise<Containers> {
  const { context, logs } = dependencies;
  const { variantName, modelName } = config.variant;
  if (!model) throw new ProvisionError(`Could not find model "${modelName}".`);
  const source = `sagemaker/${endpointName}`;
  const log = (line: string) => context.log(source, line);
  const modelDirectory = join(directory, 'model');
  const image = await provision(model, modelDirectory, dependencies);
  const group = `/aws/sagemaker/Endpoints/${endpointName}`;
  await logs.warnIfMute(executionCaller(model), group, source);
  let made = 0;
  return {
    model,
    log,
    next() {
      const stream = `${variantName}/i-${randomUUID().slice(0, 17).replaceAll('-', '0')}`;
      return {
        image,
        modelDirectory,
        environment: model.environment,
        region: context.region,
        scratch: join(directory, `container-${made++}`),
        onLine: (line) => {
          log(line);
          logs.write(group, stream, line);
        },
      };
    },
  };
}
