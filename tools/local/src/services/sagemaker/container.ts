import type { ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { imageLocales } from '@pilotlight/model-runtime/image-locales';
import getPort from 'get-port';
import type { Image } from '../ecr/repositories.ts';
import type { ChildProcesses } from '../../cloud/processes/child-processes.ts';
import { otherUser } from '../../cloud/processes/other-user.ts';

export interface ContainerSpec {
  readonly image: Image;
  /** Stands in for the mount at /opt/ml/model. */
  readonly modelDirectory: string;
  /** Of a multi-model endpoint: stands in for /opt/ml/models. */
  readonly modelsDirectory?: string;
  /** Variables that the SageMaker model sets. */
  readonly environment: Readonly<Record<string, string>>;
  readonly region: string;
  /** Its home and its /tmp. */
  readonly scratch: string;
  /** Of a serverless endpoint: it may write to its /tmp only, and is told that it has this much memory. */
  readonly restricted?: { readonly memoryBytes: number };
  readonly onLine: (line: string) => void;
}

/** SageMaker waits this long for one ping. */
const PING_TIMEOUT_MILLISECONDS = 2_000;
/** What a restricted container loads first. */
const RESTRICT = new URL('./serverless/restrict.ts', import.meta.url);
const IMAGE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A model container: a process that runs the image's entry point with `serve`, on a port of its own. */
export class Container {
  readonly url: string;
  /** How the process ended, once it has: `exit code 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  readonly pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #processes: ChildProcesses;

  private constructor(child: ChildProcess, processes: ChildProcesses, port: number) {
    this.#child = child;
    this.#processes = processes;
    this.pid = child.pid;
    this.url = `http://127.0.0.1:${port}`;
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
  }

  static async start(spec: ContainerSpec, processes: ChildProcesses): Promise<Container> {
    const port = await getPort({ host: '127.0.0.1' });
    const temporary = join(spec.scratch, 'tmp');
    const [program = '', ...rest] = spec.image.entrypoint;
    // The image has its own Node; here the container runs on the local cloud's Node.
    const command = program === 'node' ? process.execPath : program;
    const child = processes.start({
      command,
      arguments: [...(program === 'node' ? restrictions(spec, temporary) : []), ...rest, 'serve'],
      user: spec.restricted ? otherUser(needs(spec)) : undefined,
      cwd: spec.image.directory,
      temporary,
      ipc: false,
      onLine: spec.onLine,
      environment: {
        PATH: IMAGE_PATH,
        HOME: spec.scratch,
        TMPDIR: temporary,
        ...imageLocales(join(spec.scratch, 'locale')),
        ...spec.image.environment,
        ...spec.environment,
        AWS_REGION: spec.region,
        SAGEMAKER_BIND_TO_PORT: String(port),
        MODEL_DIRECTORY: spec.modelDirectory,
        ...(spec.modelsDirectory === undefined
          ? {}
          : { SAGEMAKER_MULTI_MODEL: 'true', MODELS_DIRECTORY: spec.modelsDirectory }),
        HOST: '127.0.0.1',
      },
    });
    return new Container(child, processes, port);
  }

  /** @returns whether it answered 200 in time */
  async ping(): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(PING_TIMEOUT_MILLISECONDS);
      const response = await fetch(`${this.url}/ping`, { signal });
      await response.arrayBuffer();
      return response.status === 200;
    } catch {
      return false;
    }
  }

  /** SIGTERM, then SIGKILL after `graceSeconds`. */
  stop(graceSeconds: number): Promise<void> {
    return this.#processes.stop(this.#child, graceSeconds);
  }
}

/** Node's options that restrict the container's program, also in its worker threads. */
function restrictions({ restricted }: ContainerSpec, temporary: string): string[] {
  if (!restricted) return [];
  const url = new URL(RESTRICT);
  url.searchParams.set('writable', temporary);
  url.searchParams.set('memoryBytes', String(restricted.memoryBytes));
  return [`--import=${url.href}`];
}

/** The directories that a container reads. */
const needs = ({ image, modelDirectory }: ContainerSpec) => [
  image.directory,
  modelDirectory,
  dirname(process.execPath),
  dirname(fileURLToPath(RESTRICT)),
];
