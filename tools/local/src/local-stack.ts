import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCloud, type Log, type Recorder } from './cloud/index.ts';
import { EnvironmentFiles } from './environment-files.ts';
import { loadProgram, type Program } from './program.ts';
import { readProject, readStackConfig, type Project, type StackConfig } from './project.ts';
import { createProvisioner, type Context, type Provisioner } from './resources/index.ts';
import { readSettings, type Settings } from './settings.ts';

/** Never a real account: AWS assigns no id of zeros. */
const ACCOUNT_ID = '000000000000';
const DEFAULT_REGION = 'us-east-1';

export interface LocalStackOptions {
  /** Where Pulumi.yaml is. */
  readonly root: string;
  readonly stack: string;
  /** The configuration to use instead of the stack's file, which users may change. */
  readonly config?: StackConfig;
  /** Where to write the environment files of the functions and of the account's owner while the stack is open. */
  readonly environmentDirectory?: string;
  readonly log: Log;
  /** Gets every request to the cloud, with its answer. */
  readonly record?: Recorder | undefined;
}

/** A stack of the project, and an empty cloud for it. */
export interface LocalStack {
  readonly project: Project;
  readonly stack: string;
  readonly config: StackConfig;
  readonly settings: Settings;
  readonly program: Program;
  readonly context: Context;
  readonly provisioner: Provisioner;
  /** Stops the cloud, and leaves no process and no file of it. */
  close(): Promise<void>;
}

/** @throws Error for a project, a stack or settings that are not valid */
export async function openLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { root, stack, log } = options;
  const project = readProject(root);
  const config = options.config ?? readStackConfig(project, stack);
  const settings = readSettings(config);
  const program = await loadProgram(project);
  const directory = await mkdtemp(join(tmpdir(), 'pilotlight-local-'));
  const scratchDirectory = join(directory, 'assets');
  await mkdir(scratchDirectory);
  const cloud = await createCloud({
    directory,
    leftovers: options.environmentDirectory ? [options.environmentDirectory] : [],
    region: config['aws:region'] ?? DEFAULT_REGION,
    accountId: ACCOUNT_ID,
    settings,
    log,
    record: options.record,
  });
  const files = options.environmentDirectory
    ? new EnvironmentFiles(options.environmentDirectory, `${project.name}-${stack}-`)
    : undefined;
  files?.writeOwner(cloud);
  const context = {
    cloud,
    programDirectory: project.programDirectory,
    scratchDirectory,
    onFunction: (name: string) => files?.write(cloud, name),
  };
  return {
    project,
    stack,
    config,
    settings,
    program,
    context,
    provisioner: createProvisioner(context),
    async close() {
      files?.remove();
      await cloud.close();
      await rm(directory, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
