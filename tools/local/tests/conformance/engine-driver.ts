import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalWorkspace, PulumiCommand, type Stack } from '@pulumi/pulumi/automation/index.js';
import { createBackend, engineEnvironment } from '../../src/drivers/engine/backend.ts';
import { serveProvider } from '../../src/drivers/engine/provider.ts';
import { openLocalStack, type LocalStack } from '../../src/local-stack.ts';
import { withoutStacks } from '../support/without-stacks.ts';
import type { DeployOptions, Driver } from './deployment.ts';
import { stackOf } from './stack-of.ts';
import { ROOT } from './workspace.ts';

const CLI = join(ROOT, 'tools/pulumi-cli');

export interface Engine {
  readonly local: LocalStack;
  readonly stack: Stack;
  readonly log: readonly string[];
  close(): Promise<void>;
}

/** The stack for the real Pulumi engine: its provider listens, and nothing is deployed. */
export async function openEngine(options: DeployOptions = {}): Promise<Engine> {
  if (!existsSync(join(CLI, 'bin/pulumi'))) {
    throw new Error('the Pulumi CLI is not built: run tools/pulumi-cli/install');
  }
  const log: string[] = [];
  const local = await openLocalStack({
    ...stackOf(options),
    stack: 'local',
    log: (source, line) => log.push(`${source} ${line}`),
  });
  const { context, provisioner, project } = local;
  const provider = await serveProvider({ context, provisioner, port: 0 });
  const home = await mkdtemp(join(tmpdir(), 'pilotlight-engine-'));
  const close = async () => {
    provider.close();
    await local.close();
    await rm(home, { recursive: true, force: true });
  };
  try {
    const [backend, workDir] = [join(home, 'backend'), join(home, 'project')];
    await createBackend({ directory: backend, project: project.name, stack: local.stack });
    await mkdir(workDir);
    const stack = await LocalWorkspace.selectStack(
      {
        stackName: local.stack,
        projectName: project.name,
        program: () => {
          options.before?.();
          return local.program();
        },
      },
      {
        workDir,
        pulumiCommand: await PulumiCommand.get({ root: CLI }),
        // Relative paths in the program start where Pulumi.yaml's `main` points.
        projectSettings: { name: project.name, runtime: 'nodejs', main: project.programDirectory },
        stackSettings: { [local.stack]: { config: { ...local.config } } },
        envVars: {
          ...engineEnvironment(backend, provider.port),
          PULUMI_HOME: join(home, 'pulumi'),
          // The CLI runs for a second or two: with Go's default it spends a seventh of that on collecting garbage.
          GOGC: '400',
        },
      },
    );
    const { up, preview, refresh, destroy } = stack;
    Object.assign(stack, {
      up: (options) => withoutStacks(() => up.call(stack, options)),
      preview: (options) => withoutStacks(() => preview.call(stack, options)),
      refresh: (options) => withoutStacks(() => refresh.call(stack, options)),
      destroy: (options) => withoutStacks(() => destroy.call(stack, options)),
    } satisfies Partial<Stack>);
    return { local, stack, log, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `pulumi up`, by the real engine. */
export const engine: Driver = async (options) => {
  const { local, stack, log, close } = await openEngine(options);
  try {
    const { outputs } = await stack.up();
    return { local, url: String(outputs['url']?.value), log, close };
  } catch (error) {
    await close();
    throw error;
  }
};
