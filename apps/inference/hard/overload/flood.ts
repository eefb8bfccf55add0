import { setTimeout as after } from 'node:timers/promises';
import { Wire } from '../support/wire.ts';
import { type Outcome, outcomeOf } from './work.ts';

/** Invocations on their way at once: no more than the server has connections for. */
const MOST_CONNECTIONS = 1000;
const TICK_MILLISECONDS = 5;

export interface Flood {
  readonly sent: number;
  readonly outcomes: readonly Outcome[];
  /** Of those that were neither answered rightly nor refused. */
  readonly faults: readonly string[];
}

/**
 * Sends `perSecond` invocations for `seconds`, whether or not they are answered, as many callers who do not know of one
 * another do; resolves when each has been met.
 * @throws Error when this machine cannot send as fast
 */
export async function flood(port: number, perSecond: number, seconds: number): Promise<Flood> {
  const idle: Wire[] = [];
  const outcomes: Outcome[] = [];
  const faults: string[] = [];
  const underWay = new Set<Promise<void>>();

  const invoke = async (id: number): Promise<void> => {
    try {
      const wire = idle.pop() ?? (await Wire.open(port));
      outcomes.push(await outcomeOf(wire, id));
      idle.push(wire);
    } catch (error) {
      faults.push((error as Error).message);
    }
  };

  const started = performance.now();
  let sent = 0;
  for (;;) {
    const elapsed = (performance.now() - started) / 1000;
    const due = Math.floor(Math.min(elapsed, seconds) * perSecond);
    for (; sent < due; sent++) {
      if (underWay.size >= MOST_CONNECTIONS) {
        throw new Error(`${MOST_CONNECTIONS} invocations are on their way: nobody answers them`);
      }
      const sending: Promise<void> = invoke(sent).finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    if (elapsed >= seconds) break;
    await after(TICK_MILLISECONDS);
  }
  await Promise.all(underWay);
  for (const wire of idle) wire.cut();
  return { sent, outcomes, faults };
}
