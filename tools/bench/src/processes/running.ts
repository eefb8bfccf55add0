import { processTree } from './process-tree.ts';

const running = new Set<number>();
let hooked = false;

/** Sends `signal` to a process and all its descendants; ignores those that have ended. */
export function signalTree(pid: number, signal: NodeJS.Signals): void {
  for (const member of processTree(pid)) {
    try {
      process.kill(member, signal);
    } catch {
      // It has ended in the meantime.
    }
  }
}

/** Kills `pid` and its descendants when this process exits. */
export function killAtExit(pid: number): void {
  if (!hooked) process.once('exit', killAll);
  hooked = true;
  running.add(pid);
}

/** Kills `pid` and its descendants now. */
export function killNow(pid: number): void {
  running.delete(pid);
  signalTree(pid, 'SIGKILL');
}

function killAll(): void {
  for (const pid of running) killNow(pid);
}

/** Makes Ctrl-C and a closed terminal end this process through its exit handlers. */
export function exitOnSignals(): void {
  const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const [signal, code] of Object.entries(codes))
    process.once(signal, () => process.exit(code));
}
