import type { LocalSettings } from './cloud/context.ts';
import type { StackConfig } from './project.ts';

const NAMESPACE = 'local:';

/** The `local:` keys of a stack, for the local cloud and its provider. */
export interface Settings extends LocalSettings {
  /** Where the provider listens for the Pulumi engine. */
  readonly providerPort: number;
}

interface Rule {
  readonly fallback: number;
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
  readonly wanted: string;
}

const port = (fallback: number): Rule => ({
  fallback,
  least: 0,
  most: 65_535,
  whole: true,
  wanted: 'a port from 0 (any free one) to 65535',
});

const seconds = (fallback: number, least: number): Rule => ({
  fallback,
  least,
  most: 3600,
  whole: false,
  wanted: `a number of seconds from ${least} to 3600`,
});

const RULES: Readonly<Record<keyof Settings, Rule>> = {
  port: port(8700),
  providerPort: port(8701),
  endpointCreationSeconds: seconds(4, 0),
  endpointDeletionSeconds: seconds(1, 0),
  scheduleMinuteSeconds: seconds(60, 0.05),
};

/**
 * The `local:` keys of a stack, with a default for each.
 * @throws Error that lists every bad or unknown key at once
 */
export function readSettings(config: StackConfig): Settings {
  const given = Object.entries(config).filter(([key]) => key.startsWith(NAMESPACE));
  const mistakes = given.flatMap(([key, text]) => {
    const rule = (RULES as Record<string, Rule>)[key.slice(NAMESPACE.length)];
    if (!rule) return [`${key} is unknown, must be one of ${Object.keys(RULES).join(', ')}`];
    return fits(rule, text) ? [] : [`${key} is ${JSON.stringify(text)}, must be ${rule.wanted}`];
  });
  if (mistakes.length > 0) {
    throw new Error(
      `The local cloud's settings are not valid:\n${mistakes.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  const value = (key: keyof Settings) => Number(config[NAMESPACE + key] ?? RULES[key].fallback);
  return {
    port: value('port'),
    providerPort: value('providerPort'),
    endpointCreationSeconds: value('endpointCreationSeconds'),
    endpointDeletionSeconds: value('endpointDeletionSeconds'),
    scheduleMinuteSeconds: value('scheduleMinuteSeconds'),
  };
}

function fits(rule: Rule, text: string): boolean {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return false;
  return value >= rule.least && value <= rule.most && (!rule.whole || Number.isInteger(value));
}
