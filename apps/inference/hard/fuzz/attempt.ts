import fc from 'fast-check';
import { request } from '../support/wire.ts';

/** Something malformed that is sent, and what must come of it. */
export interface Attempt {
  /** What is wrong with it, in a word or two. */
  readonly kind: string;
  /** Sent one after the other. */
  readonly parts: readonly Uint8Array[];
  readonly pauseMilliseconds: number;
  /**
   * - `answers`: it is sound HTTP: each request in it is answered, in order, over a connection that is used again.
   * - `refused`: it is not: it is answered or its connection closed, at once.
   * - `finished`: the client says that no more comes: the connection is closed.
   * - `cut`: the client leaves.
   */
  readonly outcome: 'answers' | 'refused' | 'finished' | 'cut';
  readonly answers: number;
  /** Whether it is a HEAD, whose answer has no body. */
  readonly bodiless: boolean;
}

export interface Sound {
  readonly line: string;
  readonly headers: readonly string[];
  readonly body: Uint8Array;
}

/** An attempt whose framing is sound, whatever its headers and its body say. */
export function sound(kind: string, { line, headers, body }: Sound): Attempt {
  return {
    kind,
    parts: [request(line, headers, body)],
    pauseMilliseconds: 0,
    outcome: 'answers',
    answers: 1,
    bodiless: line.startsWith('HEAD '),
  };
}

/** An attempt that is no sound HTTP. */
export function unsound(
  kind: string,
  bytes: Uint8Array | string,
  outcome: 'refused' | 'finished' | 'cut' = 'refused',
): Attempt {
  const parts = [typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes];
  return { kind, parts, pauseMilliseconds: 0, outcome, answers: 0, bodiless: false };
}

/** One of `choices`, each as often as the number before it says. */
export function weighted<T>(...choices: readonly (readonly [number, fc.Arbitrary<T>])[]) {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}
