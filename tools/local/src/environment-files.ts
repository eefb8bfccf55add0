import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from './cloud/index.ts';

/** What Pulumi's automatic naming adds. */
const AUTONAME = /-[0-9a-f]{7}$/;

/**
 * One file a function in `directory`, `api.env` and the like: with it `nx serve api` runs from its sources as that
 * function, against `cloud`. The credentials in them are worth nothing elsewhere, and die with the cloud.
 */
export class EnvironmentFiles {
  readonly #directory: string;
  readonly #prefix: string;

  /** @param prefix what every function's name begins with */
  constructor(directory: string, prefix: string) {
    this.#directory = directory;
    this.#prefix = prefix;
    this.remove();
  }

  write(cloud: Cloud, functionName: string): void {
    const short = functionName.replace(AUTONAME, '').replace(this.#prefix, '');
    const lines = Object.entries(cloud.lambda.environmentOf(functionName)).map(
      ([key, value]) => `${key}='${value}'\n`,
    );
    mkdirSync(this.#directory, { recursive: true });
    writeFileSync(join(this.#directory, `${short}.env`), lines.join(''), { mode: 0o600 });
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
