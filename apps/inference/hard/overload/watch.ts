import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { ask } from '../support/ask.ts';
import { request } from '../support/wire.ts';

const PING = request('GET /ping');

export interface Watch {
  readonly pings: readonly { readonly status: number; readonly milliseconds: number }[];
  /** A reading each second. */
  readonly residentMebibytes: readonly number[];
}

/** Pings the program five times a second, each time over a new connection, and reads its memory, until `done` resolves. */
export async function watch(port: number, pid: number, done: Promise<unknown>): Promise<Watch> {
  const pings = [];
  const residentMebibytes: number[] = [];
  let over = false;
  void done.finally(() => (over = true)).catch(() => undefined);
  for (let turn = 0; !over; turn++) {
    const started = performance.now();
    const { status } = await ask(port, PING);
    pings.push({ status, milliseconds: performance.now() - started });
    if (turn % 5 === 0) residentMebibytes.push(residentMebibytesOf(pid));
    await after(200);
  }
  return { pings, residentMebibytes };
}

/** Memory of the process that is in use, its threads' included. */
export function residentMebibytesOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
