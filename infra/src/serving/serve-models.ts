import { SHARED_ENDPOINT, type Serving } from '@pilotlight/contracts';
import { RunError } from '@pulumi/pulumi';
import type { ModelArtefact } from '../artefacts/model-artefact.ts';
import type { EndpointSettings } from '../config/endpoint-settings.ts';
import type { ModelConfig } from '../config/models.ts';
import { NAMESPACE } from '../config/setting.ts';
import type { ModelFrom } from '../config/serving-settings.ts';
import { readAsync } from './read-async.ts';
import { readFunction } from './read-function.ts';
import { readServerless } from './read-serverless.ts';
import { insteadOf, verdictOf } from './way-verdict.ts';

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

/** The serverless endpoint of one model. */
export interface ServerlessConfig {
  readonly model: string;
  readonly memoryMegabytes: number;
  readonly maxConcurrency: number;
  readonly provisionedConcurrency?: number;
}

/** The asynchronous endpoint of one model. */
export interface AsyncConfig {
  readonly model: string;
  readonly instanceType: string;
  readonly maxInstances: number;
  /** How many jobs one instance gets at once; undefined: SageMaker decides. */
  readonly jobsPerInstance?: number;
}

/** How one model is served. */
export interface ServedModel {
  readonly name: string;
  readonly mode: Serving['mode'];
  /** The key of the endpoint that requests wake; undefined in the modes without one. */
  readonly endpoint: string | undefined;
  /** Undefined when only endpoints answer. */
  readonly function: FunctionConfig | undefined;
  readonly serverless: ServerlessConfig | undefined;
  readonly async: AsyncConfig | undefined;
}

/** The hosts of a stack's models. */
export interface ServedModels {
  readonly models: readonly ServedModel[];
  readonly endpoints: readonly EndpointConfig[];
  readonly functions: readonly FunctionConfig[];
  readonly serverless: readonly ServerlessConfig[];
  readonly async: readonly AsyncConfig[];
}

export interface ServeModelsArgs {
  /** Of every name of the stack. */
  readonly prefix: string;
  readonly models: readonly ModelConfig[];
  /** Of the shared endpoint. */
  readonly endpointDefaults: EndpointSettings;
  readonly artefacts: readonly Pick<ModelArtefact, 'name' | 'size' | 'asked'>[];
}

/**
 * Decides what serves each model, where its configuration leaves it open by the size of its bundle.
 * @throws RunError that lists every model that cannot be served as configured
 */
export function serveModels(args: ServeModelsArgs): ServedModels {
  const { models: configs, prefix, artefacts, endpointDefaults } = args;
  const mistakes: string[] = [];
  const models = configs.map((config): ServedModel => {
    const { name } = config;
    const artefact = artefacts.find((one) => one.name === name);
    if (!artefact) throw new Error(`the size of ${name} is not known`);
    const { mode, function: found, mistakes: notFunction } = readFunction(prefix, config, artefact);
    const { serverless, mistakes: notServerless } = readServerless(prefix, config, artefact);
    const { async, mistakes: notAsync } = readAsync(prefix, config, mode, artefact);
    const noFiles = fileMistakes(mode, artefact);
    mistakes.push(
      ...(noFiles.length > 0 ? noFiles : [notFunction, notServerless, notAsync].flat()),
    );
    const woken = mode === 'realtime' || mode === 'auto';
    const key = config.endpoint === 'shared' ? SHARED_ENDPOINT : name;
    return { name, mode, endpoint: woken ? key : undefined, function: found, serverless, async };
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
    serverless: models.map(({ serverless }) => serverless).filter((one) => one !== undefined),
    async: models.map(({ async }) => async).filter((one) => one !== undefined),
  };
}

/** Why a model whose answers become files is not served as configured. */
function fileMistakes(
  mode: Serving['mode'],
  { name, size, asked }: ServeModelsArgs['artefacts'][number],
): string[] {
  if (mode === 'async' || !asked.answerFiles) return [];
  const { why } = verdictOf('realtime', size, asked);
  return [
    `${NAMESPACE}models.${name} cannot have the mode ${mode}: ${why}; ${insteadOf(size, asked)}`,
  ];
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
