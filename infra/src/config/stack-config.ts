import type { Tags } from '@pilotlight/contracts';
import { RunError } from '@pulumi/pulumi';
import { STACK_NAME, STACK_NAME_CHARACTERS, stackPrefix } from '../names.ts';
import type { EndpointSettings } from './endpoint-settings.ts';
import { readModels, type ModelConfig } from './models.ts';
import { mistakesIn, NAMESPACE } from './setting.ts';
import { DEFAULTS, STACK_SETTINGS, type GivenSettings } from './stack-settings.ts';
import { readTags } from './tags.ts';

/** One stack's settings, complete and checked. */
export interface StackConfig extends Omit<GivenSettings, 'models' | keyof EndpointSettings> {
  readonly stack: string;
  /** `pilotlight-STACK`, the prefix of every name of the stack. */
  readonly prefix: string;
  /**
   * Those of `aws:defaultTags`, and the stack's own. A wake puts them on the endpoint, which Pulumi does not create.
   */
  readonly tags: Tags;
  readonly models: readonly ModelConfig[];
  /** What a model without settings of its own has, and the shared endpoint. */
  readonly endpointDefaults: EndpointSettings;
}

/** Pulumi's configuration values are strings: numbers arrive as digits, arrays and objects as JSON. */
function decode(key: string, text: string): unknown {
  if (key === 'instanceType' || key === 'budgetEmail') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function stackNameMistakes(stack: string): string[] {
  if (STACK_NAME.test(stack) && stack.length <= STACK_NAME_CHARACTERS) return [];
  return [
    `the stack's name is ${JSON.stringify(stack)}, must be 1 to ${STACK_NAME_CHARACTERS} lower-case letters and digits, without a hyphen: in a resource's name, a hyphen ends the stack's name`,
  ];
}

/** AWS sends no warning unless both the budget and the address are set. */
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
  const texts = Object.entries(all)
    .filter(([key]) => key.startsWith(NAMESPACE))
    .map(([key, text]) => [key.slice(NAMESPACE.length), text] as const);
  const given = Object.fromEntries(texts.map(([key, text]) => [key, decode(key, text)]));

  const settings = { ...DEFAULTS, ...given } as GivenSettings;
  const { models: value, instanceType, instanceCount, idleMinutes, ...others } = settings;
  const prefix = stackPrefix(stack);
  const endpointDefaults = { instanceType, instanceCount, idleMinutes };
  const { models, mistakes: modelMistakes } = readModels(prefix, value, endpointDefaults);
  const tags = readTags(all, stack);
  const mistakes = [
    ...mistakesIn(STACK_SETTINGS, given, NAMESPACE, Object.fromEntries(texts)),
    ...modelMistakes,
    ...stackNameMistakes(stack),
    ...budgetMistakes(given),
    ...tags.mistakes,
  ];
  if (mistakes.length > 0) {
    throw new RunError(
      `The configuration of stack ${stack} has ${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}:\n${mistakes.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  return { ...others, models, endpointDefaults, stack, prefix, tags: tags.tags };
}
