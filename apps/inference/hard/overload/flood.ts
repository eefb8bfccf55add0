import { setTimeout as after } from 'node:timers/promises';
import { Wire } from '../support/wire.ts';
import { type Outcome, outcomeOf } from './work.ts';

/** Several times the server's queue; each caller has its own connection and one request in flight. */
const CALLERS = 1000;
/** Connections opened at the same time; more would overflow the kernel's accept queue, which is another test. */
const OPENED_TOGETHER = 50;
const TICK_MILLISECONDS = 5;

export interface Flood {
  readonly sent: number;
  readonly outcomes: readonly Outcome[];
  /** Errors of requests that were neither answered correctly nor refused. */
  readonly faults: readonly string[];
}

/**
 * Open-loop load: sends `perSecond` invocations for `seconds`, independent of answers; resolves when all are settled.
 * Sends fewer if all callers are waiting, which happens only if this machine is too slow to send.
 */
export async function flood(port: number, perSecond: number, seconds: number): Promise<Flood> {
  const idle = await connections(port);
  const outcomes: Outcome[] = [];
  const faults: string[] = [];
  const underWay = new Set<Promise<void>>();

  const invoke = async (wire: Wire, id: number): Promise<void> => {
    try {
      outcomes.push(await outcomeOf(wire, id));
      idle.push(wire);
    } catch (error) {
      faults.push((error as Error).message);
    }
  };

  const started = performance.now();
  let sent = 0;
  let due = 0;
  for (let elapsed = 0; elapsed < seconds; elapsed = (performance.now() - started) / 1000) {
    for (const now = Math.floor(elapsed * perSecond); due < now; due++) {
      const wire = idle.shift();
      if (!wire) continue;
      const sending: Promise<void> = invoke(wire, sent++).finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    await after(TICK_MILLISECONDS);
  }
  await Promise.all(underWay);
  for (const wire of idle) wire.cut();
  return { sent, outcomes, faults };
}

async function connections(port: number): Promise<Wire[]> {
  const wires: Wire[] = [];
  while (wires.length < CALLERS) {
    const opening = Array.from({ length: OPENED_TOGETHER }, () => Wire.open(port));
    wires.push(...(await Promise.all(opening)));
  }
  return wires;
}
