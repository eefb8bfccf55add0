import { processTree } from './process-tree.ts';

const running = new Set<number>();

/** Sends `signal` to a process and to all that came from it; those that are gone are left out. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  for (const member of processTree(pid)) {
    try {
      process.kill(member, signal);
    } catch {
      // It has ended by itself meanwhile.
    }
  }
}

/** From now on `pid` and all that came from it are killed when this process ends, however it is made to. */
export function killAtExit(pid: number): void {
  if (running.size === 0) process.once('exit', killAll);
  running.add(pid);
}

/** Kills `pid` and all that came from it now. */
export function killNow(pid: number): void {
  running.delete(pid);
  signalTree(pid, 'SIGKILL');
}

function killAll(): void {
  for (const pid of running) killNow(pid);
}

/** Lets a Ctrl-C, and a terminal that closes, end this process by way of its exit handlers. */
export function exitOnSignals(): void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const [signal, code] of Object.entries(codes))
    process.once(signal, () => process.exit(code));
}
