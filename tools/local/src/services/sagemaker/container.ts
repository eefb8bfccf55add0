import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { imageLocales } from '@pilotlight/model-runtime/image-locales';
import getPort from 'get-port';
import type { Image } from '../ecr/repositories.ts';
import type { ChildProcesses } from '../../cloud/processes/child-processes.ts';

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
  readonly onLine: (line: string) => void;
}

/** SageMaker waits this long for one ping. */
const PING_TIMEOUT_MILLISECONDS = 2_000;
const IMAGE_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A model container: a process that runs the image's entry point with `serve`, on a port of its own. */
export class Container {
  readonly url: string;
  /** How the process ended, once it has: `exit code 1`, `SIGKILL`. */
  readonly ended: Promise<string>;
  readonly #child: ChildProcess;
  readonly #processes: ChildProcesses;

  private constructor(child: ChildProcess, processes: ChildProcesses, port: number) {
    this.#child = child;
    this.#processes = processes;
    this.url = `http://127.0.0.1:${port}`;
    this.ended = new Promise((resolve) => {
      child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
    });
  }

  static async start(spec: ContainerSpec, processes: ChildProcesses): Promise<Container> {
    const port = await getPort({ host: '127.0.0.1' });
    const temporary = join(spec.scratch, 'tmp');
    const [program = '', ...rest] = spec.image.entrypoint;
    const child = processes.start({
      // The image has its own Node; here the container runs on the local cloud's Node.
      command: program === 'node' ? process.execPath : program,
      arguments: [...rest, 'serve'],
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
