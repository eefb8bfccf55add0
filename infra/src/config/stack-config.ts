import { DEFAULT_MODELS, violations, type Tags } from '@pilotlight/contracts';
import { RunError } from '@pulumi/pulumi';
import { Type, type Static } from 'typebox';
import {
  ENDPOINT_NAME_CHARACTERS,
  endpointName,
  STACK_NAME,
  STACK_NAME_CHARACTERS,
  stackPrefix,
} from '../names.ts';
import { ENDPOINT_SETTINGS, ENDPOINT_WANTED, type EndpointSettings } from './endpoint-settings.ts';
import { MODELS_WANTED, readModels, type EndpointConfig } from './models.ts';
import { readTags } from './tags.ts';

const NAMESPACE = 'pilotlight:';

/** The retention periods, in days, that CloudWatch Logs accepts. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
];

/** A day: with rarer checks the idle time would mean little. */
const CHECK_MINUTES_MOST = 24 * 60;

/** As many as a hundred endpoints can use. */
const AWAKE_HOURS_MOST = 100 * 24;

/** The keys of a stack. */
const Settings = Type.Object({
  /** Checked by `readModels`. */
  models: Type.Unknown(),
  ...ENDPOINT_SETTINGS,
  checkMinutes: Type.Integer({ minimum: 1, maximum: CHECK_MINUTES_MOST }),
  activityIntervalSeconds: Type.Integer({ minimum: 1, maximum: 60 * 60 }),
  awakeHoursPerDay: Type.Number({ minimum: 0.1, maximum: AWAKE_HOURS_MOST }),
  logRetentionDays: Type.Enum(LOG_RETENTION_DAYS),
  budgetUsdPerMonth: Type.Optional(Type.Number({ minimum: 1 })),
  // The addresses that AWS Budgets accepts. It sends no confirmation, so a wrong address would go unnoticed.
  budgetEmail: Type.Optional(
    Type.String({ pattern: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', maxLength: 50 }),
  ),
});

type Key = keyof typeof Settings.properties;

/** What each key must be, as the error says it. */
const WANTED: Readonly<Record<Key, string>> = {
  models: MODELS_WANTED,
  ...ENDPOINT_WANTED,
  checkMinutes: `an integer of minutes from 1 to ${CHECK_MINUTES_MOST}`,
  activityIntervalSeconds: 'an integer of seconds from 1 to 3600',
  awakeHoursPerDay: `a number of hours from 0.1 to ${AWAKE_HOURS_MOST}, for all models together`,
  logRetentionDays: `one of ${LOG_RETENTION_DAYS.join(', ')}`,
  budgetUsdPerMonth: 'a number of US dollars per month of at least 1, for the whole account',
  budgetEmail: 'an e-mail address of at most 50 characters',
};

const KEYS = Object.keys(WANTED) as Key[];

const DEFAULTS = {
  models: DEFAULT_MODELS,
  instanceType: 'ml.t2.medium',
  instanceCount: 1,
  idleMinutes: 40,
  activityIntervalSeconds: 60,
  awakeHoursPerDay: 8,
  logRetentionDays: 30,
};

/** One stack's settings, complete and checked. */
export interface StackConfig extends Omit<
  Readonly<Static<typeof Settings>>,
  'models' | keyof EndpointSettings
> {
  readonly stack: string;
  /** `pilotlight-STACK`, the prefix of every name of the stack. */
  readonly prefix: string;
  /**
   * Those of `aws:defaultTags`, and the stack's own. A wake puts them on the endpoint, which Pulumi does not create.
   */
  readonly tags: Tags;
  /** With each of its models. */
  readonly endpoints: readonly EndpointConfig[];
}

/** Pulumi's configuration values are strings: numbers arrive as digits, arrays as JSON. */
function decode(key: string, text: string): unknown {
  if (key === 'instanceType' || key === 'budgetEmail') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Twice per idle time, so that an endpoint is deleted at most half an idle time late. */
function defaultCheckMinutes(idleMinutes: readonly number[]): number {
  const half = Math.floor(Math.min(...idleMinutes) / 2);
  return Math.min(Math.max(half, 1), CHECK_MINUTES_MOST);
}

function nameMistakes(stack: string, endpoints: readonly EndpointConfig[]): string[] {
  if (!STACK_NAME.test(stack) || stack.length > STACK_NAME_CHARACTERS) {
    return [
      `the stack's name is ${JSON.stringify(stack)}, must be 1 to ${STACK_NAME_CHARACTERS} lower-case letters and digits, without a hyphen: in a resource's name, a hyphen ends the stack's name`,
    ];
  }
  return endpoints
    .map(({ key }) => endpointName(stackPrefix(stack), key))
    .filter((name) => name.length > ENDPOINT_NAME_CHARACTERS)
    .map(
      (name) =>
        `the endpoint's name would be ${JSON.stringify(name)}, must be at most ${ENDPOINT_NAME_CHARACTERS} characters: use a shorter stack or model name`,
    );
}

/** A budget without an address, or an address without a budget, would warn nobody. */
function budgetMistakes({ budgetEmail, budgetUsdPerMonth }: Record<string, unknown>): string[] {
  if ((budgetEmail === undefined) === (budgetUsdPerMonth === undefined)) return [];
  const [there, missing] =
    budgetEmail === undefined
      ? ['budgetUsdPerMonth', 'budgetEmail']
      : ['budgetEmail', 'budgetUsdPerMonth'];
  return [`${NAMESPACE}${missing} is not set, must be set because ${NAMESPACE}${there} is`];
}

/**
 * The settings of `stack` from Pulumi's whole configuration (`pulumi.runtime.allConfig()`); other namespaces are
 * ignored.
 * @throws RunError that lists every bad or unknown key at once, each with what was found and what it must be
 */
export function parseConfig(all: Readonly<Record<string, string>>, stack: string): StackConfig {
  const given = Object.entries(all)
    .filter(([key]) => key.startsWith(NAMESPACE))
    .map(([key, text]) => ({ key: key.slice(NAMESPACE.length), text }));
  const decoded = Object.fromEntries(given.map(({ key, text }) => [key, decode(key, text)]));
  const settings: Record<string, unknown> = { ...DEFAULTS, checkMinutes: 1, ...decoded };

  const bad = new Set(violations(Settings, settings).map(({ pointer }) => pointer.split('/')[1]));
  const tags = readTags(all, stack);
  const { models: modelsValue, ...stackSettings } = settings as Static<typeof Settings>;
  const models = readModels(modelsValue, stackSettings);
  const mistakes = [
    ...KEYS.filter((key) => bad.has(key)).map(
      (key) =>
        `${NAMESPACE}${key} is ${JSON.stringify(all[NAMESPACE + key])}, must be ${WANTED[key]}`,
    ),
    ...given
      .filter(({ key }) => !(KEYS as string[]).includes(key))
      .map(
        ({ key, text }) =>
          `${NAMESPACE}${key} is ${JSON.stringify(text)}, but is not a known key: the keys are ${KEYS.join(', ')}`,
      ),
    ...models.mistakes.map((mistake) => `${NAMESPACE}${mistake}`),
    ...nameMistakes(stack, models.endpoints),
    ...budgetMistakes(settings),
    ...tags.mistakes,
  ];
  if (mistakes.length > 0) {
    throw new RunError(
      `The configuration of stack ${stack} has ${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}:\n${mistakes.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  const {
    instanceType: _instanceType,
    instanceCount: _instanceCount,
    idleMinutes: _idleMinutes,
    ...rest
  } = stackSettings;
  const idleMinutes = models.endpoints.map((endpoint) => endpoint.idleMinutes);
  return {
    ...rest,
    checkMinutes:
      decoded['checkMinutes'] === undefined ? defaultCheckMinutes(idleMinutes) : rest.checkMinutes,
    endpoints: models.endpoints,
    stack,
    prefix: stackPrefix(stack),
    tags: tags.tags,
  };
}
