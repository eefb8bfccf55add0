import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PACKAGES } from '../../resources/index.ts';

export interface BackendOptions {
  /** Emptied first: any state in it belongs to a cloud that is gone. */
  readonly directory: string;
  readonly project: string;
  readonly stack: string;
}

/** Makes a Pulumi backend on this machine with one empty stack, as `pulumi stack init` would. */
export async function createBackend({ directory, project, stack }: BackendOptions): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  const stacks = join(directory, '.pulumi', 'stacks', project);
  await mkdir(stacks, { recursive: true });
  const checkpoint = { version: 3, checkpoint: { stack: `organization/${project}/${stack}` } };
  await writeFile(join(stacks, `${stack}.json`), JSON.stringify(checkpoint));
}

/** Environment variables with which the Pulumi CLI deploys to the local cloud. */
export function engineEnvironment(directory: string, providerPort: number) {
  return {
    PULUMI_BACKEND_URL: pathToFileURL(directory).href,
    PULUMI_CONFIG_PASSPHRASE: '',
    PULUMI_DEBUG_PROVIDERS: PACKAGES.map((name) => `${name}:${providerPort}`).join(','),
    PULUMI_SKIP_UPDATE_CHECK: 'true',
  };
}
