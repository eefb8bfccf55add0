import { violations } from '@pilotlight/contracts';
import { Type, type Static } from 'typebox';
import type { StackConfig } from './project.ts';

const NAMESPACE = 'local:';

/** 0: any free one. */
const Port = Type.Integer({ minimum: 0, maximum: 65_535 });
const seconds = (minimum: number) => Type.Number({ minimum, maximum: 3600 });

const Settings = Type.Object(
  {
    port: Port,
    providerPort: Port,
    endpointCreationSeconds: seconds(0),
    endpointDeletionSeconds: seconds(0),
    scheduleMinuteSeconds: seconds(0.05),
    concurrentExecutions: Type.Integer({ minimum: 1, maximum: 10_000 }),
    functionIdleSeconds: seconds(0.05),
    serverlessStartSeconds: seconds(0),
    serverlessWaitSeconds: seconds(0.05),
    serverlessIdleSeconds: seconds(0.05),
    asyncFirstInstances: Type.Integer({ minimum: 0, maximum: 1 }),
  },
  { additionalProperties: false },
);

/** The `local:` keys of a stack: `LocalSettings`, and where the provider listens for the Pulumi engine. */
export type Settings = Readonly<Static<typeof Settings>>;

const DEFAULTS: Settings = {
  port: 8700,
  providerPort: 8701,
  endpointCreationSeconds: 4,
  endpointDeletionSeconds: 1,
  scheduleMinuteSeconds: 60,
  concurrentExecutions: 1000,
  functionIdleSeconds: 300,
  serverlessStartSeconds: 2,
  serverlessWaitSeconds: 20,
  serverlessIdleSeconds: 300,
  asyncFirstInstances: 1,
};

/**
 * The `local:` keys of a stack, with a default for each.
 * @throws Error that lists every bad or unknown key at once
 */
export function readSettings(config: StackConfig): Settings {
  const given = Object.entries(config)
    .filter(([key]) => key.startsWith(NAMESPACE))
    .map(([key, text]) => [key.slice(NAMESPACE.length), decoded(text)] as const);
  const settings = { ...DEFAULTS, ...Object.fromEntries(given) };
  const mistakes = violations(Settings, settings).map(
    ({ pointer, detail }) => `  ${NAMESPACE}${pointer.slice(1)}: ${detail}`,
  );
  if (mistakes.length === 0) return settings;
  throw new Error(`The local cloud's settings are not valid:\n${mistakes.join('\n')}`);
}

/** Pulumi's configuration values are strings. */
function decoded(text: string): number | string {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? text : value;
}
