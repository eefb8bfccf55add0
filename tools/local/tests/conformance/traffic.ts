import { setTimeout } from 'node:timers/promises';
import { ask, type Reply } from './asker.ts';

const PAUSE_MS = 50;

export interface Asked {
  /** When it was asked. */
  readonly at: number;
  readonly reply: Reply;
}

/** Constant traffic: one question after the other. */
export interface Traffic {
  /** Every answer so far. A question without an answer ends the traffic with an error. */
  readonly asked: readonly Asked[];
  /** @throws Error when a question was not answered */
  stop(): Promise<void>;
}

export function startTraffic(url: string): Traffic {
  const asked: Asked[] = [];
  let isOver = false;
  const running = (async () => {
    while (!isOver) {
      const at = Date.now();
      asked.push({ at, reply: await ask(url) });
      await setTimeout(PAUSE_MS);
    }
  })();
  running.catch(() => undefined);
  return {
    asked,
    stop() {
      isOver = true;
      return running;
    },
  };
}
