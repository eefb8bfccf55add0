import type { IncomingMessage } from 'node:http';
import { SERVER_LIMITS } from '../limits.ts';

/**
 * Reads refused bodies to their end and discards them, so that the client gets the answer and can reuse its connection.
 * A few at a time: Node would read all at once, and a burst of large bodies would delay pings.
 */
export class BodyDrain {
  readonly #waiting: IncomingMessage[] = [];
  #draining = 0;

  add(body: IncomingMessage): void {
    // Without a listener Node would read the body itself once the request is answered.
    body.on('data', () => undefined).pause();
    this.#waiting.push(body);
    this.#next();
  }

  #next(): void {
    while (this.#draining < SERVER_LIMITS.drainedBodies) {
      const body = this.#waiting.shift();
      if (!body) return;
      if (!body.destroyed && !body.readableEnded) this.#drain(body);
    }
  }

  #drain(body: IncomingMessage): void {
    this.#draining += 1;
    const timer = setTimeout(() => body.destroy(), SERVER_LIMITS.drainSeconds * 1000).unref();
    let over = false;
    const next = () => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      this.#draining -= 1;
      setImmediate(() => this.#next());
    };
    body.once('end', next).once('close', next).resume();
  }
}
