/** The environment is not valid; the message lists every bad key. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads variables one by one, and collects the errors of all of them. */
export class EnvironmentReader {
  readonly #environment: NodeJS.ProcessEnv;
  readonly #wrong: string[] = [];

  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = environment;
  }

  text(key: string, fallback: string, empty: 'may be empty' | 'must be given' = 'must be given') {
    const value = this.#environment[key] ?? fallback;
    if (value.trim() !== '') return value;
    if (empty === 'must be given') {
      this.#wrong.push(`${key} is empty; must be a non-empty string (default: ${fallback})`);
    }
    return '';
  }

  /** Undefined when it is not set. */
  integer(key: string, { least, most }: { least: number; most: number }): number | undefined {
    const value = this.#environment[key];
    if (value === undefined) return undefined;
    const number = Number(value);
    if (/^\d{1,9}$/.test(value) && number >= least && number <= most) return number;
    this.#refuse(key, value, `an integer from ${least} to ${most}`);
    return undefined;
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.#environment[key]?.toLowerCase();
    if (value === undefined) return fallback;
    if (value === 'true' || value === '1') return true;
    if (value === 'false' || value === '0') return false;
    this.#refuse(key, this.#environment[key], 'true or false');
    return fallback;
  }

  /** The first of `choices` when it is not set. */
  choice<T extends string>(key: string, choices: readonly [T, ...T[]]): T {
    const value = this.#environment[key];
    if (value === undefined) return choices[0];
    const found = choices.find((choice) => choice === value);
    if (found === undefined) this.#refuse(key, value, choices.join(' or '));
    return found ?? choices[0];
  }

  /** `of` returns undefined for an unknown value; `wanted` says which values are known. */
  converted(
    key: string,
    fallback: string,
    { of, wanted }: { of(value: string): string | undefined; wanted: string },
  ): string {
    const value = this.#environment[key];
    if (value === undefined) return fallback;
    const found = of(value);
    if (found === undefined) this.#refuse(key, value, wanted);
    return found ?? fallback;
  }

  /** @throws ConfigError when anything was wrong */
  finish(): void {
    if (this.#wrong.length === 0) return;
    throw new ConfigError(`the environment is not valid: ${this.#wrong.join('; ')}`);
  }

  #refuse(key: string, value: string | undefined, wanted: string): void {
    this.#wrong.push(`${key} is "${value}"; must be ${wanted}`);
  }
}
