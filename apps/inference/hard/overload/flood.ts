import { setTimeout as after } from 'node:timers/promises';
import { Wire } from '../support/wire.ts';
import { type Outcome, outcomeOf } from './work.ts';

/** Several times as many as may wait in the server; each has a connection, and asks one thing at a time. */
const CALLERS = 1000;
/** Connections that are opened together: a burst of them overflows the kernel's queue, which is another test. */
const OPENED_TOGETHER = 50;
const TICK_MILLISECONDS = 5;

export interface Flood {
  readonly sent: number;
  readonly outcomes: readonly Outcome[];
  /** Of those that were neither answered rightly nor refused. */
  readonly faults: readonly string[];
}

/**
 * Sends `perSecond` invocations for `seconds`, whether or not others are answered; resolves when each has been met. Where
 * every caller waits already, which is when this machine cannot keep up with itself, fewer are sent.
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
