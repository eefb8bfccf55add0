import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cloud } from './cloud/index.ts';

/** The suffix that Pulumi's autonaming adds. */
const AUTONAME = /-[0-9a-f]{7}$/;

/**
 * Environment files in `directory`. One per function, such as `api.env`: with it `nx serve api` runs the sources as
 * that function, against the cloud. And `owner.env`, for a shell to source: with it the AWS CLI and the SDKs may do
 * everything in the cloud. The credentials are valid only in this cloud, while it runs.
 */
export class EnvironmentFiles {
  readonly #directory: string;
  readonly #prefix: string;

  /** @param prefix the prefix of every function's name */
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
