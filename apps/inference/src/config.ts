export interface Config {
  /** Where SageMaker unpacks the bundle, read-only. */
  readonly modelDirectory: string;
  /** The address to listen on: every interface of a container, loopback on a laptop. */
  readonly host: string;
  readonly port: number;
}

/** An environment that the container cannot start with; the message lists every bad key. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const DEFAULTS = {
  MODEL_DIRECTORY: '/opt/ml/model',
  HOST: '0.0.0.0',
  /** SageMaker's own name: it sets it where several containers share one address. */
  SAGEMAKER_BIND_TO_PORT: '8080',
} as const;

/**
 * Reads the environment, once.
 * @throws ConfigError that lists every bad key at once
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const values = { ...DEFAULTS, ...given(environment) };
  const port = Number(values.SAGEMAKER_BIND_TO_PORT);
  const wrong: string[] = [];
  for (const key of ['MODEL_DIRECTORY', 'HOST'] as const) {
    if (values[key].trim() === '') wrong.push(`${key} is empty; leave it out for ${DEFAULTS[key]}`);
  }
  if (!/^\d{1,5}$/.test(values.SAGEMAKER_BIND_TO_PORT) || port > 65_535) {
    const found = values.SAGEMAKER_BIND_TO_PORT;
    wrong.push(
      `SAGEMAKER_BIND_TO_PORT is "${found}"; a port from 0 (any free one) to 65535 is wanted`,
    );
  }
  if (wrong.length > 0) throw new ConfigError(`the environment is not valid: ${wrong.join('; ')}`);
  return { modelDirectory: values.MODEL_DIRECTORY, host: values.HOST, port };
}

function given(environment: NodeJS.ProcessEnv): Partial<Record<keyof typeof DEFAULTS, string>> {
  const keys = Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[];
  const pairs = keys.map((key) => [key, environment[key]] as const);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}
