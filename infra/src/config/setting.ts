import { violations } from '@pilotlight/contracts';
import type { Static, TSchema } from 'typebox';

/** The namespace of a stack's own keys in Pulumi's configuration. */
export const NAMESPACE = 'pilotlight:';

/** One key of the configuration. */
export interface Setting<S extends TSchema = TSchema> {
  readonly schema: S;
  /** What its value must be, as an error says it. */
  readonly wanted: string;
}

export type Settings = Readonly<Record<string, Setting>>;

/** The checked values of `T`. */
export type Values<T extends Settings> = { readonly [K in keyof T]: Static<T[K]['schema']> };

export function setting<S extends TSchema>(schema: S, wanted: string): Setting<S> {
  return { schema, wanted };
}

/** Whether `value` is what the setting must be. */
export function fits<S extends TSchema>({ schema }: Setting<S>, value: unknown): boolean {
  return violations(schema, value).length === 0;
}

/**
 * The unknown keys of `given`, and the known ones with a wrong value.
 * @param where what stands before a key in an error
 * @param written the values as the user wrote them
 */
export function mistakesIn(
  settings: Settings,
  given: Readonly<Record<string, unknown>>,
  where: string,
  written = given,
): string[] {
  return Object.entries(given).flatMap(([key, value]) => {
    const found = `${where}${key} is ${JSON.stringify(written[key])}`;
    const known = Object.hasOwn(settings, key) ? settings[key] : undefined;
    if (!known) {
      return [`${found}, but is not a known key: the keys are ${Object.keys(settings).join(', ')}`];
    }
    return fits(known, value) ? [] : [`${found}, must be ${known.wanted}`];
  });
}
