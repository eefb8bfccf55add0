import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from './cloud/index.ts';

/** What Pulumi's automatic naming adds. */
const AUTONAME = /-[0-9a-f]{7}$/;

/**
 * Files of variables in `directory`. One a function, `api.env` and the like: with it `nx serve api` runs from its sources
 * as that function, against the cloud. And `owner.env`, to be sourced by a shell, with which the AWS CLI and the SDKs may
 * do everything in the cloud. The credentials in them are worth nothing elsewhere, and die with the cloud.
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
    this.#put(`${short}.env`, cloud.lambda.environmentOf(functionName));
  }

  writeOwner(cloud: Cloud): void {
    this.#put('owner.env', cloud.ownerEnvironment(), 'export ');
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #put(file: string, environment: Readonly<Record<string, string>>, before = ''): void {
    const lines = Object.entries(environment).map(([key, value]) => `${before}${key}='${value}'\n`);
    mkdirSync(this.#directory, { recursive: true });
    writeFileSync(join(this.#directory, file), lines.join(''), { mode: 0o600 });
  }
}
