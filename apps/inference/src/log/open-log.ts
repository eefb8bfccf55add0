import { pino } from 'pino';
import type { FastifyBaseLogger } from 'fastify';
import { LineWriter } from './line-writer.ts';

/** pino's number for warnings; from this level on a line is written at once. */
const WARN = 40;

export interface Log {
  readonly logger: FastifyBaseLogger & { isLevelEnabled(level: string): boolean };
  /** Writes a line that is not made by pino: one JSON object, without its newline. */
  write(line: string): void;
  /** Synchronously writes the buffered lines. */
  flush(): void;
}

/** A log of JSON lines on stdout. Warnings and errors are written at once, others with a short delay or at exit. */
export function openLog(level: string, fd = 1): Log {
  const writer = new LineWriter(fd);
  const stream = {
    // Makes pino set `lastLevel` before each line.
    [Symbol.for('pino.metadata')]: true,
    lastLevel: 0,
    write(line: string) {
      writer.write(line);
      if (stream.lastLevel >= WARN) writer.flush();
    },
  };
  process.on('exit', () => writer.flush());
  return {
    // No process id and host name: SageMaker's log streams are named after the instance.
    logger: pino({ level, base: null }, stream),
    write: (line) => writer.write(`${line}\n`),
    flush: () => writer.flush(),
  };
}
