import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as after } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { scratch } from './bundles.ts';

/** `CONTAINER_MAIN` may be the path of a build, for example dist/main.mjs. Default: the source. */
const main =
  process.env['CONTAINER_MAIN'] ?? fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** A user id that owns no files. */
export const NOBODY = 65_534;
/** Whether programs can be started as another user. */
export const root = process.getuid?.() === 0;

const START_SECONDS = 60;

export interface LogLine extends Readonly<Record<string, unknown>> {
  /** pino's number: 40 is a warning, 50 an error. */
  readonly level?: number;
  readonly msg?: string;
}

export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A started container program. */
export interface Program {
  readonly child: ChildProcess & { readonly pid: number };
  /** The lines of its log so far. @throws SyntaxError when one is not JSON */
  log(): LogLine[];
  stderr(): string;
  /** Resolves when it has ended and all of its output has been read. */
  readonly ended: Promise<End>;
  /** Resolves with the address in its log. */
  listening(): Promise<Address>;
  /** Resolves once a ping is answered with 200. */
  healthy(): Promise<Address>;
}

export interface Address {
  readonly port: number;
  readonly url: string;
}

export interface ProgramOptions {
  readonly environment?: NodeJS.ProcessEnv;
  /** Shell commands that limit its resources (ulimit), run before it in the same process. */
  readonly first?: string;
  /** A command that starts the program as its argument (unshare). */
  readonly within?: readonly string[];
  readonly user?: number;
}

/** Starts the program with a bundle, on a free port of loopback; it is killed after the test. */
export function start(
  bundle: string,
  { environment, first, within = [], user }: ProgramOptions = {},
): Program {
  const shell = first === undefined ? [] : ['bash', '-c', `${first}; exec "$0" "$@"`];
  const [file = '', ...args] = [...within, ...shell, process.execPath, main, 'serve'];
  const child = spawn(file, args, {
    env: {
      PATH: process.env['PATH'],
      TMPDIR: scratch(),
      HOST: '127.0.0.1',
      SAGEMAKER_BIND_TO_PORT: '0',
      MODEL_DIRECTORY: bundle,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${file} could not be started`);
  onTestFinished(() => void child.kill('SIGKILL'));
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.stdout += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (written.stderr += String(chunk)));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }) as End);

  const until = async (what: string, found: () => Promise<boolean> | boolean): Promise<void> => {
    const deadline = performance.now() + START_SECONDS * 1000;
    while (!(await found())) {
      if (child.exitCode !== null || child.signalCode !== null || performance.now() > deadline) {
        const last = `${written.stdout}${written.stderr}`.slice(-2000);
        throw new Error(`the program is not ${what}; it wrote: ${last}`);
      }
      await after(20);
    }
  };
  const portSaid = () => /"listening at http:\/\/127\.0\.0\.1:(\d+)"/.exec(written.stdout)?.[1];
  const program: Program = {
    child: Object.assign(child, { pid }),
    log: () => linesOf(written.stdout),
    stderr: () => written.stderr,
    ended,
    async listening() {
      await until('listening', () => portSaid() !== undefined);
      const port = Number(portSaid());
      return { port, url: `http://127.0.0.1:${port}` };
    },
    async healthy() {
      const address = await program.listening();
      await until('healthy', async () => (await fetch(`${address.url}/ping`)).ok);
      return address;
    },
  };
  return program;
}

/** The complete lines; the last line may still be incomplete. */
function linesOf(written: string): LogLine[] {
  return written
    .slice(0, written.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogLine);
}
