import { RUNTIME_LIMITS } from '../limits.ts';
import type { Reply } from '../pool/messages.ts';

type Replies = readonly (readonly [id: number, reply: Reply])[];

/**
 * Sends replies of one run that are ready at nearly the same time in one message. Each message wakes the other thread
 * and the readers of its answers, which for a small model costs a good part of a prediction; and this thread gets its
 * next run only after the answers of all earlier messages have been written. A reply is held only if the next is ready
 * too, or comes soon because its own run was short, and only for a limited time.
 */
export class ReplyBuffer {
  readonly #post: (replies: Replies) => void;
  #left: number;
  #held: [number, Reply][] = [];
  #since = 0;

  /** @param expected number of replies in the run; the last is sent at once */
  constructor(expected: number, post: (replies: Replies) => void) {
    this.#left = expected;
    this.#post = post;
  }

  /** @param follows whether the next reply is ready too */
  add(id: number, reply: Reply, now: number, follows = false): void {
    if (this.#held.length === 0) this.#since = now;
    this.#held.push([id, reply]);
    this.#left -= 1;
    const { shortRunMilliseconds, heldReplyMilliseconds } = RUNTIME_LIMITS;
    const short = 'timings' in reply && reply.timings.predictMilliseconds < shortRunMilliseconds;
    const soon = follows || short;
    if (this.#left > 0 && soon && now - this.#since < heldReplyMilliseconds) return;
    this.#post(this.#held);
    this.#held = [];
  }
}
