import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { ask } from '../support/ask.ts';
import { request } from '../support/wire.ts';

const PING = request('GET /ping');

export interface Watch {
  readonly pings: readonly { readonly status: number; readonly milliseconds: number }[];
  /** One reading per second. */
  readonly residentMebibytes: readonly number[];
}

/** Until `done` resolves, pings the program five times a second over new connections, and reads its memory. */
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

/** Resident memory of the process, including its threads. */
export function residentMebibytesOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
