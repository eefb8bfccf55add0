import { pino } from 'pino';
import type { FastifyBaseLogger } from 'fastify';
import { LineWriter } from './line-writer.ts';

/** pino's number for warnings: from there on a line is written at once. */
const WARN = 40;

export interface Log {
  readonly logger: FastifyBaseLogger & { isLevelEnabled(level: string): boolean };
  /** A line that is not pino's: one JSON object, without its newline. */
  write(line: string): void;
  /** Writes what waits, before it returns. */
  flush(): void;
}

/** A log of JSON lines on stdout: everyday ones soon, warnings, errors and all at the process's end at once. */
export function openLog(level: string, fd = 1): Log {
  const writer = new LineWriter(fd);
  const stream = {
    // Asks pino to set `lastLevel` before each line.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line: string) {
      writer.write(line);
      if (stream.lastLevel >= WARN) writer.flush();
    },
  };
  process.on('exit', () => writer.flush());
  return {
    // Neither process id nor host name: SageMaker's log streams are named after the instance.
    logger: pino({ level, base: null }, stream),
    write: (line) => writer.write(`${line}\n`),
    flush: () => writer.flush(),
  };
}
