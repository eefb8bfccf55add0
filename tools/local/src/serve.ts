import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createBackend, engineEnvironment } from './drivers/engine/backend.ts';
import { serveProvider, type Provider } from './drivers/engine/provider.ts';
import type { LocalStack } from './local-stack.ts';

export interface Served {
  readonly provider: Provider;
  /** Lines that set the environment of a shell for the Pulumi CLI. */
  readonly exports: string;
  /** The file with those lines, for a shell to source. */
  readonly exportsFile: string;
}

/**
 * Starts a provider and an empty backend, with which the Pulumi engine deploys to the stack's cloud.
 * @throws Error that names the provider's port when it is taken
 */
export async function serve(local: LocalStack): Promise<Served> {
  const { context, provisioner, project, settings, stack } = local;
  const provider = await serveProvider({ context, provisioner, port: settings.providerPort });
  const directory = join(project.root, '.pilotlight');
  const backend = join(directory, 'pulumi');
  await mkdir(directory, { recursive: true });
  await createBackend({ directory: backend, project: project.name, stack });
  const environment = Object.entries(engineEnvironment(backend, provider.port));
  const exports = environment.map(([key, value]) => `export ${key}='${value}'`).join('\n');
  const exportsFile = join(directory, 'pulumi.env');
  await writeFile(exportsFile, `${exports}\n`);
  return { provider, exports, exportsFile };
}
