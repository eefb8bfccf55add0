import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DEPLOYMENT_FILE } from '@pilotlight/contracts';
import type { Cloud } from './cloud/index.ts';

/** The suffix that Pulumi's autonaming adds. */
const AUTONAME = /-[0-9a-f]{7}$/;

/**
 * Environment files in `directory`. One per function, such as `api.env`, with a copy of the function's
 * `deployment.json` beside it, which its variable DEPLOYMENT_FILE names: with them `nx serve api` runs the sources as
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
    const environment = cloud.lambda.environmentOf(functionName);
    const described = join(cloud.lambda.codeDirectoryOf(functionName), DEPLOYMENT_FILE);
    if (existsSync(described)) {
      const file = this.#write(`${short}.${DEPLOYMENT_FILE}`, readFileSync(described, 'utf8'));
      environment['DEPLOYMENT_FILE'] = file;
    }
    this.#put(`${short}.env`, environment);
  }

  writeOwner(cloud: Cloud): void {
    this.#put('owner.env', cloud.ownerEnvironment(), 'export ');
  }

  remove(): void {
    rmSync(this.#directory, { recursive: true, force: true });
  }

  #put(file: string, environment: Readonly<Record<string, string>>, before = ''): void {
    const lines = Object.entries(environment).map(([key, value]) => `${before}${key}='${value}'\n`);
    this.#write(file, lines.join(''));
  }

  /** @returns its absolute path */
  #write(file: string, text: string): string {
    const path = resolve(this.#directory, file);
    mkdirSync(this.#directory, { recursive: true });
    writeFileSync(path, text, { mode: 0o600 });
    return path;
  }
}
