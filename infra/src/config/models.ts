import { ModelName, SHARED_ENDPOINT, violations } from '@pilotlight/contracts';
import { Type, type Static } from 'typebox';
import { ENDPOINT_SETTINGS, ENDPOINT_WANTED, type EndpointSettings } from './endpoint-settings.ts';

/** The endpoint of one or several models, as the stack configures it. */
export interface EndpointConfig extends EndpointSettings {
  /** The name of its only model, or `shared`. */
  readonly key: string;
  readonly models: readonly string[];
}

const Names = Type.Array(ModelName, { minItems: 1, uniqueItems: true });

const ModelSettings = Type.Object({
  serving: Type.Optional(Type.Enum(['realtime'])),
  endpoint: Type.Optional(Type.Enum(['own', 'shared'])),
  instanceType: Type.Optional(ENDPOINT_SETTINGS.instanceType),
  instanceCount: Type.Optional(ENDPOINT_SETTINGS.instanceCount),
  idleMinutes: Type.Optional(ENDPOINT_SETTINGS.idleMinutes),
});
type ModelSettings = Static<typeof ModelSettings>;

/** The keys of a model for each way to serve it. */
const KEYS = {
  realtime: ['serving', 'endpoint', 'instanceType', 'instanceCount', 'idleMinutes'],
} as const;

type Key = (typeof KEYS)['realtime'][number];

const WANTED: Readonly<Record<Key, string>> = {
  serving: `one of ${Object.keys(KEYS).join(', ')}`,
  endpoint: 'own or shared',
  ...ENDPOINT_WANTED,
};

/** What the key `models` must be. */
export const MODELS_WANTED =
  'a list of different folder names of libs/models, such as ["entailment"], or an object of their settings, such as ' +
  '{"entailment": {"idleMinutes": 10}}';

type Given = Readonly<Record<string, unknown>>;

/** The models by name with their settings; undefined when `value` is neither of the two forms. */
function givenModels(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (violations(Names, value).length === 0) {
    return Object.fromEntries((value as string[]).map((name) => [name, {}]));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.keys(value).length > 0 ? (value as Given) : undefined;
}

function modelMistakes(name: string, given: unknown): string[] {
  const where = `models.${name}`;
  if (violations(ModelName, name).length > 0) {
    return [
      `${where} is not the name of a model, must be 1 to 32 lower-case letters, digits and single hyphens`,
    ];
  }
  if (name === SHARED_ENDPOINT) {
    return [`${where} is the name of the shared endpoint, must be another name`];
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return [
      `${where} is ${JSON.stringify(given)}, must be an object of ${KEYS.realtime.join(', ')}`,
    ];
  }
  const settings = given as Given;
  const bad = new Set(
    violations(ModelSettings, settings).map(({ pointer }) => pointer.split('/')[1]),
  );
  const known: readonly string[] = KEYS.realtime;
  return Object.entries(settings).flatMap(([key, value]) => {
    const found = `${where}.${key} is ${JSON.stringify(value)}`;
    if (!known.includes(key)) {
      return [`${found}, but is not a known key: the keys are ${known.join(', ')}`];
    }
    if (bad.has(key)) return [`${found}, must be ${WANTED[key as Key]}`];
    if (settings['endpoint'] === 'shared' && key in ENDPOINT_WANTED) {
      return [`${found}, but its endpoint is shared: set ${key} for the whole stack instead`];
    }
    return [];
  });
}

/**
 * The endpoints of the models in `value`, the stack's key `models`.
 * @param defaults of the whole stack, for what a model does not set
 * @returns `mistakes`, each without the namespace; when there are any, `endpoints` is not complete
 */
export function readModels(
  value: unknown,
  defaults: EndpointSettings,
): { readonly endpoints: readonly EndpointConfig[]; readonly mistakes: readonly string[] } {
  const given = givenModels(value);
  if (!given) {
    return {
      endpoints: [],
      mistakes: [`models is ${JSON.stringify(value)}, must be ${MODELS_WANTED}`],
    };
  }
  // In YAML, `entailment:` with nothing after it is null: a model without settings of its own.
  const models = Object.entries(given).map(([name, settings]) => [name, settings ?? {}] as const);
  const mistakes = models.flatMap(([name, settings]) => modelMistakes(name, settings));
  if (mistakes.length > 0) return { endpoints: [], mistakes };
  const { instanceType, instanceCount, idleMinutes } = defaults;
  const stack = { instanceType, instanceCount, idleMinutes };
  const shared: string[] = [];
  const endpoints: EndpointConfig[] = [];
  for (const [name, settings] of models as [string, ModelSettings][]) {
    const { serving: _serving, endpoint = 'own', ...own } = settings;
    if (endpoint === 'shared') shared.push(name);
    else endpoints.push({ ...stack, ...own, key: name, models: [name] });
  }
  if (shared.length > 0) endpoints.push({ ...stack, key: SHARED_ENDPOINT, models: shared });
  return { endpoints, mistakes: [] };
}
