import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface CommandOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const TAIL_LINES = 30;

/** Runs a program and returns its standard output. @throws Error with the end of its output when it fails */
export async function runCommand(
  command: string,
  args: readonly string[],
  { cwd, environment }: CommandOptions,
): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  const [printed, errors, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    exit,
  ]).catch((error: Error) => {
    throw new Error(`cannot run ${command}: ${error.message}`);
  });
  if (code === 0) return printed;
  const tail = `${printed}\n${errors}`.trim().split('\n').slice(-TAIL_LINES).join('\n');
  throw new Error(`${[command, ...args].join(' ')} ended with ${signal ?? code}:\n${tail}`);
}
