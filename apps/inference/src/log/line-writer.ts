import { writeSync } from 'node:fs';
import { SERVER_LIMITS } from '../limits.ts';

const NOTHING = Buffer.alloc(0);

/**
 * Writes lines to a file descriptor, many by one system call: one each would cost a busy server as much as making them.
 * Its own, for pino's way to write later hangs the process for ever once nobody reads the pipe.
 */
export class LineWriter {
  readonly #fd: number;
  #waiting = '';
  /** What a full pipe has not taken yet: until it does, no more is tried than once in a while. */
  #stuck = NOTHING;
  #timer: NodeJS.Timeout | undefined;
  #broken = false;

  constructor(fd: number) {
    this.#fd = fd;
  }

  get waitingBytes(): number {
    return Buffer.byteLength(this.#waiting) + this.#stuck.length;
  }

  /** Takes lines, each with its newline, and writes them within `SERVER_LIMITS.logDelayMilliseconds`. */
  write(lines: string): void {
    const { logWriteBytes, logBacklogBytes } = SERVER_LIMITS;
    if (this.#broken || this.#waiting.length + this.#stuck.length > logBacklogBytes) return;
    this.#waiting += lines;
    if (this.#waiting.length >= logWriteBytes && this.#stuck.length === 0) this.flush();
    else this.#flushSoon();
  }

  /** Writes what waits before it returns, as far as the pipe takes it. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let bytes = Buffer.concat([this.#stuck, Buffer.from(this.#waiting)]);
    this.#waiting = '';
    try {
      while (bytes.length > 0) bytes = bytes.subarray(writeSync(this.#fd, bytes));
    } catch (error) {
      // Full, or nobody is left to read it: then a log is no reason to stop serving.
      this.#broken = (error as NodeJS.ErrnoException).code !== 'EAGAIN';
    }
    this.#stuck = this.#broken ? NOTHING : bytes;
    if (this.#stuck.length > 0) this.#flushSoon();
  }

  #flushSoon(): void {
    this.#timer ??= setTimeout(() => this.flush(), SERVER_LIMITS.logDelayMilliseconds).unref();
  }
}
