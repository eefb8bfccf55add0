import { RUNTIME_LIMITS } from './limits.ts';
import type { Reply } from './messages.ts';

type Replies = readonly (readonly [id: number, reply: Reply])[];

/**
 * Gives out in one message the replies of one run that are ready at nearly the same time: each message wakes the other
 * thread, and its answers wake their readers, which for a small model costs a good part of what a prediction does.
 * A reply is held only while the next one is sure to come soon, since its own run was short; and never for long.
 */
export class ReplyBuffer {
  readonly #post: (replies: Replies) => void;
  #left: number;
  #held: [number, Reply][] = [];
  #since = 0;

  /** @param expected replies of the run: after the last of them nothing is held */
  constructor(expected: number, post: (replies: Replies) => void) {
    this.#left = expected;
    this.#post = post;
  }

  add(id: number, reply: Reply, now: number): void {
    if (this.#held.length === 0) this.#since = now;
    this.#held.push([id, reply]);
    this.#left -= 1;
    const { shortRunMilliseconds, heldReplyMilliseconds } = RUNTIME_LIMITS;
    const short = 'timings' in reply && reply.timings.predictMilliseconds < shortRunMilliseconds;
    const soon = short && now - this.#since < heldReplyMilliseconds;
    if (this.#left > 0 && soon) return;
    this.#post(this.#held);
    this.#held = [];
  }
}
