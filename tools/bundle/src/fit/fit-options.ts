import { parseArgs } from 'node:util';
import type { Traffic } from '@pilotlight/contracts';
import { BundleError } from '../bundle-error.ts';

/** What a model's month is counted for. */
export interface FitOptions extends Traffic {
  /** An endpoint is deleted when it was unused for this long. */
  readonly idleMinutes: number;
}

interface Option {
  readonly flag: string;
  readonly default: number;
  readonly most: number;
}

/** Each option is a positive number. */
export const FIT_OPTIONS: Readonly<Record<keyof FitOptions, Option>> = {
  requestsPerDay: { flag: 'requests-per-day', default: 200, most: 1e9 },
  hoursPerDay: { flag: 'hours-per-day', default: 8, most: 24 },
  secondsPerRequest: { flag: 'seconds', default: 0.05, most: 3600 },
  // The default of a stack.
  idleMinutes: { flag: 'idle-minutes', default: 40, most: 7 * 24 * 60 },
};

/**
 * The one model and the options in `args`.
 * @throws BundleError that lists every wrong option
 */
export function parseFit(args: readonly string[]): { name: string; options: FitOptions } {
  const { values, positionals } = parsed(args);
  const mistakes: string[] = [];
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) {
    mistakes.push(`${positionals.length} models are named; must be the name of one`);
  }
  const number = ({ flag, default: usual, most }: Option) => {
    const given = values[flag];
    if (given === undefined) return usual;
    const value = given.trim() === '' ? NaN : Number(given);
    if (!(value > 0 && value <= most)) {
      mistakes.push(`--${flag} is "${given}"; must be a number above 0, at most ${most}`);
    }
    return value;
  };
  const options: FitOptions = {
    requestsPerDay: number(FIT_OPTIONS.requestsPerDay),
    hoursPerDay: number(FIT_OPTIONS.hoursPerDay),
    secondsPerRequest: number(FIT_OPTIONS.secondsPerRequest),
    idleMinutes: number(FIT_OPTIONS.idleMinutes),
  };
  if (name === undefined || mistakes.length > 0) throw new BundleError(mistakes.join('\nbundle: '));
  return { name, options };
}

function parsed(args: readonly string[]) {
  const flags = Object.values(FIT_OPTIONS).map(({ flag }) => [flag, { type: 'string' }] as const);
  const options: Record<string, { readonly type: 'string' }> = Object.fromEntries(flags);
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options });
    return { values: values as Partial<Record<string, string>>, positionals };
  } catch (error) {
    throw new BundleError((error as Error).message);
  }
}

/** The options as they are typed. */
export function flagsOf(options: FitOptions): string {
  return Object.entries(FIT_OPTIONS)
    .map(([key, { flag }]) => `--${flag} ${options[key as keyof FitOptions]}`)
    .join(' ');
}
