/** Level names of Python's and Node's loggers, mapped to pino's. */
const NAMES: Readonly<Record<string, string>> = {
  trace: 'trace',
  notset: 'trace',
  debug: 'debug',
  info: 'info',
  warning: 'warn',
  warn: 'warn',
  error: 'error',
  critical: 'fatal',
  fatal: 'fatal',
};

/** Python's numeric levels, highest first: each applies from its number upwards. */
const NUMBERS: readonly (readonly [number, string])[] = [
  [50, 'fatal'],
  [40, 'error'],
  [30, 'warn'],
  [20, 'info'],
  [10, 'debug'],
  [0, 'trace'],
];

/** Parses `SAGEMAKER_CONTAINER_LOG_LEVEL`: a name, or a number as in Python's logging. */
export const logLevel = {
  of(value: string): string | undefined {
    if (!/^\d{1,3}$/.test(value)) return NAMES[value.toLowerCase()];
    return NUMBERS.find(([number]) => Number(value) >= number)?.[1];
  },
  wanted: `one of ${Object.keys(NAMES).join(', ')}, or a number as in Python's logging (20 is info)`,
};
