import { type BundleSize, SHARED_ENDPOINT, type Serving } from '@pilotlight/contracts';
import { RunError } from '@pulumi/pulumi';
import type { EndpointSettings } from '../config/endpoint-settings.ts';
import type { ModelConfig } from '../config/models.ts';
import type { ModelFrom } from '../config/serving-settings.ts';
import { readFunction } from './read-function.ts';

/** The endpoint of one or several models. */
export interface EndpointConfig extends EndpointSettings {
  /** The name of its only model, or `shared`. */
  readonly key: string;
  readonly models: readonly string[];
  /** Those of them that a function serves too. */
  readonly functions: readonly string[];
}

/** The function of one model. */
export interface FunctionConfig {
  readonly model: string;
  readonly modelFrom: ModelFrom;
  readonly memoryMegabytes: number;
}

/** How one model is served. */
export interface ServedModel {
  readonly name: string;
  readonly mode: Serving['mode'];
  /** The key of its endpoint; undefined in the mode `function`. */
  readonly endpoint: string | undefined;
  /** Undefined when only an endpoint answers. */
  readonly function: FunctionConfig | undefined;
}

/** The hosts of a stack's models. */
export interface ServedModels {
  readonly models: readonly ServedModel[];
  readonly endpoints: readonly EndpointConfig[];
  readonly functions: readonly FunctionConfig[];
}

export interface ServeModelsArgs {
  /** Of every name of the stack. */
  readonly prefix: string;
  readonly models: readonly ModelConfig[];
  /** Of the shared endpoint. */
  readonly endpointDefaults: EndpointSettings;
  /** Of each bundle, by the model's name. */
  readonly sizes: ReadonlyMap<string, BundleSize>;
}

/**
 * Decides what serves each model, where its configuration leaves it open by the size of its bundle.
 * @throws RunError that lists every model that cannot be served as configured
 */
export function serveModels(args: ServeModelsArgs): ServedModels {
  const { models: configs, prefix, sizes, endpointDefaults } = args;
  const mistakes: string[] = [];
  const models = configs.map((config): ServedModel => {
    const { name } = config;
    const size = sizes.get(name);
    if (!size) throw new Error(`the size of ${name} is not known`);
    const { mode, function: found, mistakes: wrong } = readFunction(prefix, config, size);
    mistakes.push(...wrong);
    const shared = config.endpoint === 'shared' ? SHARED_ENDPOINT : name;
    return { name, mode, endpoint: mode === 'function' ? undefined : shared, function: found };
  });
  if (mistakes.length > 0) {
    throw new RunError(
      `${mistakes.length === 1 ? 'A model' : 'Models'} cannot be served as configured:\n${mistakes.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  return {
    models,
    endpoints: endpointsOf(models, configs, endpointDefaults),
    functions: models.map((model) => model.function).filter((found) => found !== undefined),
  };
}

const nameOf = ({ name }: ServedModel) => name;

/** Those of one model first, the shared one last. */
function endpointsOf(
  models: readonly ServedModel[],
  configs: readonly ModelConfig[],
  defaults: EndpointSettings,
): EndpointConfig[] {
  const on = (key: string) => {
    const members = models.filter(({ endpoint }) => endpoint === key);
    const onFunctions = members.filter((model) => model.function !== undefined);
    return { models: members.map(nameOf), functions: onFunctions.map(nameOf) };
  };
  const own = configs
    .filter(({ name }) => on(name).models.length > 0)
    .map(({ name, instanceType, instanceCount, idleMinutes }) => ({
      ...{ key: name, ...on(name), instanceType, instanceCount, idleMinutes },
    }));
  const shared = on(SHARED_ENDPOINT);
  return shared.models.length === 0
    ? own
    : [...own, { ...defaults, key: SHARED_ENDPOINT, ...shared }];
}
