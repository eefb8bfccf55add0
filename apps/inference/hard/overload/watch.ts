import { readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { request, Wire } from '../support/wire.ts';

const PING = request('GET /ping');

export interface Watch {
  readonly pings: readonly { readonly status: number | undefined; readonly milliseconds: number }[];
  /** A reading each second. */
  readonly residentMebibytes: readonly number[];
}

/** Pings the program over one connection five times a second, and reads its memory, until `done` resolves. */
export async function watch(port: number, pid: number, done: Promise<unknown>): Promise<Watch> {
  const pings = [];
  const residentMebibytes: number[] = [];
  const wire = await Wire.open(port);
  let over = false;
  void done.finally(() => (over = true)).catch(() => undefined);
  for (let turn = 0; !over; turn++) {
    const started = performance.now();
    wire.send(PING);
    const reply = await wire.reply(10);
    pings.push({ status: reply?.status, milliseconds: performance.now() - started });
    if (turn % 5 === 0) residentMebibytes.push(residentMebibytesOf(pid));
    await after(200);
  }
  wire.cut();
  return { pings, residentMebibytes };
}

/** Memory of the process that is in use, its threads' included. */
export function residentMebibytesOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
