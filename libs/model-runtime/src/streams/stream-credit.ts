import type { StreamReader } from './answer-stream.ts';
import { RUNTIME_LIMITS } from '../limits.ts';
import type { FromWorker } from '../pool/messages.ts';

/** Backpressure: keeps a streaming handler from running far ahead of a slow reader. */
export class StreamCredit implements StreamReader {
  readonly post: (message: FromWorker) => void;
  left = false;
  #underWay = 0;
  #wake: (() => void) | undefined;

  constructor(post: (message: FromWorker) => void) {
    this.post = post;
  }

  /** Counts one part as sent, and resolves when the next may be sent. */
  async room(): Promise<void> {
    this.#underWay += 1;
    if (this.left || this.#underWay < RUNTIME_LIMITS.streamParts) return;
    await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  taken(): void {
    this.#underWay -= 1;
    this.#wake?.();
  }

  leave(): void {
    this.left = true;
    this.#wake?.();
  }
}
