import { ModelName, SHARED_ENDPOINT } from '@pilotlight/contracts';
import { Type } from 'typebox';
import { ENDPOINT_NAME_CHARACTERS, endpointName } from '../names.ts';
import { contradictions } from './contradictions.ts';
import { ENDPOINT_SETTINGS, type EndpointSettings } from './endpoint-settings.ts';
import {
  DEFAULT_CONCURRENCY,
  REGION_CONCURRENCY_MOST,
  SERVING_SETTINGS,
  type ServingSettings,
} from './serving-settings.ts';
import { fits, mistakesIn, NAMESPACE, setting, type Values } from './setting.ts';

/** One model, as the stack configures it; without defaults for what depends on its bundle. */
export interface ModelConfig extends EndpointSettings, ServingSettings {
  readonly name: string;
  /** Whether the model has an endpoint to itself, if it has one. */
  readonly endpoint: 'own' | 'shared';
}

/** The key `models`: a list of names is the shorthand for models without settings of their own. */
export const MODELS = setting(
  Type.Union([
    Type.Array(ModelName, { minItems: 1, uniqueItems: true }),
    Type.Record(Type.String(), Type.Unknown(), { minProperties: 1 }),
  ]),
  'a list of different folder names of libs/models, such as ["entailment"], or an object of their settings, such as ' +
    '{"entailment": {"idleMinutes": 10}}',
);

/** The keys of one model. */
const MODEL_SETTINGS = {
  ...SERVING_SETTINGS,
  endpoint: setting(Type.Enum(['own', 'shared']), 'own or shared'),
  ...ENDPOINT_SETTINGS,
};

const NAME = setting(
  ModelName,
  'the name of a model: 1 to 32 lower-case letters, digits and single hyphens',
);

const OBJECT = setting(
  Type.Record(Type.String(), Type.Unknown()),
  `an object of ${Object.keys(MODEL_SETTINGS).join(', ')}`,
);

type ModelSettings = Partial<Values<typeof MODEL_SETTINGS>>;

/** In YAML, `entailment:` with nothing after it is null: a model without settings of its own. */
function settingsByName(models: unknown): (readonly [name: string, settings: unknown])[] {
  return Array.isArray(models)
    ? models.map((name: string) => [name, {}] as const)
    : Object.entries(models as object).map(([name, settings]) => [name, settings ?? {}] as const);
}

/** The modes of a model without an endpoint that requests wake. */
const NEVER_WOKEN: readonly unknown[] = ['function', 'serverless', 'async'];

/** @param hasEndpoint whether the model has an endpoint to itself that requests wake */
function nameMistakes(prefix: string, name: string, hasEndpoint: boolean): string[] {
  const where = `${NAMESPACE}models.${name}`;
  if (!fits(NAME, name)) return [`${where} must be ${NAME.wanted}`];
  if (name === SHARED_ENDPOINT) {
    return [`${where} is the name of the shared endpoint, must be another name`];
  }
  const endpoint = endpointName(prefix, name);
  if (!hasEndpoint || endpoint.length <= ENDPOINT_NAME_CHARACTERS) return [];
  return [
    `${where} makes the endpoint's name "${endpoint}", must be at most ${ENDPOINT_NAME_CHARACTERS} characters: use a shorter stack or model name`,
  ];
}

function modelMistakes(prefix: string, name: string, settings: unknown): string[] {
  const where = `${NAMESPACE}models.${name}`;
  if (!fits(OBJECT, settings)) {
    return [
      ...nameMistakes(prefix, name, true),
      `${where} is ${JSON.stringify(settings)}, must be ${OBJECT.wanted}`,
    ];
  }
  const given = settings as Readonly<Record<string, unknown>>;
  const shared = given['endpoint'] === 'shared';
  const woken = !NEVER_WOKEN.includes(given['serving']);
  const own = Object.keys(ENDPOINT_SETTINGS).filter((key) => Object.hasOwn(given, key));
  return [
    ...nameMistakes(prefix, name, !shared && woken),
    ...mistakesIn(MODEL_SETTINGS, given, `${where}.`),
    ...contradictions(given, `${where}.`),
    ...(shared && woken ? own : []).map(
      (key) =>
        `${where}.${key} is set, but the model's endpoint is shared: set ${NAMESPACE}${key} for the whole stack instead`,
    ),
  ];
}

/**
 * The models of a stack.
 * @param prefix of every name of the stack
 * @param value of the key `models`; what does not fit `MODELS` gives neither models nor mistakes
 * @param defaults of the whole stack, for what a model does not set
 * @returns no models when there are mistakes
 */
export function readModels(
  prefix: string,
  value: unknown,
  defaults: EndpointSettings,
): { readonly models: readonly ModelConfig[]; readonly mistakes: readonly string[] } {
  const given = fits(MODELS, value) ? settingsByName(value) : [];
  const mistakes = given.flatMap(([name, settings]) => modelMistakes(prefix, name, settings));
  if (mistakes.length > 0) return { models: [], mistakes };
  const models = (given as [string, ModelSettings][]).map(([name, settings]): ModelConfig => ({
    endpoint: 'own',
    ...defaults,
    ...settings,
    name,
  }));
  return { models, mistakes: concurrencyMistakes(models) };
}

function concurrencyMistakes(models: readonly ModelConfig[]): string[] {
  const sum = models
    .filter(({ serving }) => serving === 'serverless')
    .reduce((most, { maxConcurrency = DEFAULT_CONCURRENCY }) => most + maxConcurrency, 0);
  if (sum <= REGION_CONCURRENCY_MOST) return [];
  return [
    `${NAMESPACE}models have a maxConcurrency of ${sum} together, must be at most ${REGION_CONCURRENCY_MOST}: SageMaker allows no more in a region`,
  ];
}
