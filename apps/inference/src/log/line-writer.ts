import { writeSync } from 'node:fs';
import { SERVER_LIMITS } from '../limits.ts';

const NOTHING = Buffer.alloc(0);

/**
 * Writes lines to a file descriptor in batches: one system call per line would cost a busy server as much as formatting
 * the lines. Used instead of pino's asynchronous writing, which hangs the process when nobody reads the pipe.
 */
export class LineWriter {
  readonly #fd: number;
  #waiting = '';
  /** Bytes that a full pipe has not accepted yet; retried only by the timer. */
  #stuck = NOTHING;
  #timer: NodeJS.Timeout | undefined;
  #broken = false;

  constructor(fd: number) {
    this.#fd = fd;
  }

  get waitingBytes(): number {
    return Buffer.byteLength(this.#waiting) + this.#stuck.length;
  }

  /** Buffers lines, each with its newline, and writes them within `SERVER_LIMITS.logDelayMilliseconds`. */
  write(lines: string): void {
    const { logWriteBytes, logBacklogBytes } = SERVER_LIMITS;
    if (this.#broken || this.#waiting.length + this.#stuck.length > logBacklogBytes) return;
    this.#waiting += lines;
    if (this.#waiting.length >= logWriteBytes && this.#stuck.length === 0) this.flush();
    else this.#flushSoon();
  }

  /** Synchronously writes the buffered lines, as far as the pipe accepts them. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let bytes = Buffer.concat([this.#stuck, Buffer.from(this.#waiting)]);
    this.#waiting = '';
    try {
      while (bytes.length > 0) bytes = bytes.subarray(writeSync(this.#fd, bytes));
    } catch (error) {
      // EAGAIN: the pipe is full. Otherwise it has no reader any more: serve on without a log.
      this.#broken = (error as NodeJS.ErrnoException).code !== 'EAGAIN';
    }
    this.#stuck = this.#broken ? NOTHING : bytes;
    if (this.#stuck.length > 0) this.#flushSoon();
  }

  #flushSoon(): void {
    this.#timer ??= setTimeout(() => this.flush(), SERVER_LIMITS.logDelayMilliseconds).unref();
  }
}
