import { setTimeout as after } from 'node:timers/promises';
import { pino } from 'pino';
import type { Log } from '../../src/log/open-log.ts';

export interface LogLines extends Log {
  readonly lines: Record<string, unknown>[];
  /** The lines of requests. */
  requests(): Record<string, unknown>[];
  /** Resolves with the lines of requests when there are `count` of them. */
  requestsOf(count: number): Promise<Record<string, unknown>[]>;
}

/** A log that stores its lines. */
export function logLines(level = 'info'): LogLines {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const requests = () => lines.filter(({ msg }) => msg === 'request');
  return {
    lines,
    requests,
    async requestsOf(count) {
      while (requests().length < count) await after(1);
      return requests();
    },
    logger: pino({ level, base: null }, { write }),
    write,
    flush: () => undefined,
  };
}
