import { ModelName, SHARED_ENDPOINT } from '@pilotlight/contracts';
import { Type } from 'typebox';
import { ENDPOINT_NAME_CHARACTERS, endpointName } from '../names.ts';
import { ENDPOINT_SETTINGS, type EndpointSettings } from './endpoint-settings.ts';
import { fits, mistakesIn, NAMESPACE, setting, type Values } from './setting.ts';

/** The endpoint of one or several models, as the stack configures it. */
export interface EndpointConfig extends EndpointSettings {
  /** The name of its only model, or `shared`. */
  readonly key: string;
  readonly models: readonly string[];
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
  serving: setting(Type.Enum(['realtime']), 'realtime'),
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

function nameMistakes(prefix: string, name: string, shared: boolean): string[] {
  const where = `${NAMESPACE}models.${name}`;
  if (!fits(NAME, name)) return [`${where} must be ${NAME.wanted}`];
  if (name === SHARED_ENDPOINT) {
    return [`${where} is the name of the shared endpoint, must be another name`];
  }
  const endpoint = endpointName(prefix, name);
  if (shared || endpoint.length <= ENDPOINT_NAME_CHARACTERS) return [];
  return [
    `${where} makes the endpoint's name "${endpoint}", must be at most ${ENDPOINT_NAME_CHARACTERS} characters: use a shorter stack or model name`,
  ];
}

function modelMistakes(prefix: string, name: string, settings: unknown): string[] {
  const where = `${NAMESPACE}models.${name}`;
  if (!fits(OBJECT, settings)) {
    return [
      ...nameMistakes(prefix, name, false),
      `${where} is ${JSON.stringify(settings)}, must be ${OBJECT.wanted}`,
    ];
  }
  const given = settings as Readonly<Record<string, unknown>>;
  const shared = given['endpoint'] === 'shared';
  const own = Object.keys(ENDPOINT_SETTINGS).filter((key) => Object.hasOwn(given, key));
  return [
    ...nameMistakes(prefix, name, shared),
    ...mistakesIn(MODEL_SETTINGS, given, `${where}.`),
    ...(shared ? own : []).map(
      (key) =>
        `${where}.${key} is set, but the model's endpoint is shared: set ${NAMESPACE}${key} for the whole stack instead`,
    ),
  ];
}

/**
 * The endpoints of a stack's models.
 * @param prefix of every name of the stack
 * @param value of the key `models`; what does not fit `MODELS` gives neither endpoints nor mistakes
 * @param defaults of the whole stack, for what a model does not set
 * @returns no endpoints when there are mistakes
 */
export function readModels(
  prefix: string,
  value: unknown,
  defaults: EndpointSettings,
): { readonly endpoints: readonly EndpointConfig[]; readonly mistakes: readonly string[] } {
  const models = fits(MODELS, value) ? settingsByName(value) : [];
  const mistakes = models.flatMap(([name, settings]) => modelMistakes(prefix, name, settings));
  if (mistakes.length > 0) return { endpoints: [], mistakes };
  const shared: string[] = [];
  const endpoints: EndpointConfig[] = [];
  for (const [name, settings] of models as [string, ModelSettings][]) {
    if (settings.endpoint === 'shared') {
      shared.push(name);
      continue;
    }
    const { instanceType, instanceCount, idleMinutes } = { ...defaults, ...settings };
    endpoints.push({ key: name, models: [name], instanceType, instanceCount, idleMinutes });
  }
  if (shared.length > 0) endpoints.push({ ...defaults, key: SHARED_ENDPOINT, models: shared });
  return { endpoints, mistakes };
}
