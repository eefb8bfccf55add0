/** The names that Python and Node's loggers have, to this log's. */
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

/** Python's numbers, from the quietest: a level takes in all from its number on. */
const NUMBERS: readonly (readonly [number, string])[] = [
  [50, 'fatal'],
  [40, 'error'],
  [30, 'warn'],
  [20, 'info'],
  [10, 'debug'],
  [0, 'trace'],
];

/** The level that `SAGEMAKER_CONTAINER_LOG_LEVEL` means: a name, or a number as Python's logging has them. */
export const logLevel = {
  of(value: string): string | undefined {
    if (!/^\d{1,3}$/.test(value)) return NAMES[value.toLowerCase()];
    return NUMBERS.find(([number]) => Number(value) >= number)?.[1];
  },
  wanted: `one of ${Object.keys(NAMES).join(', ')}, or Python's number (20 is info)`,
};
