import fc from 'fast-check';
import { request } from '../support/wire.ts';

/** A malformed request, and the required outcome. */
export interface Attempt {
  /** What is wrong with it, in one or two words. */
  readonly kind: string;
  /** Sent one after the other. */
  readonly parts: readonly Uint8Array[];
  readonly pauseMilliseconds: number;
  /**
   * - `answers`: valid HTTP: each request in it is answered, in order, and the connection is reused.
   * - `refused`: invalid HTTP: it is answered, or its connection closed, at once.
   * - `finished`: the client half-closes the connection: the server closes it.
   * - `cut`: the client disconnects.
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

/** An attempt that is valid HTTP; its headers and body may be malformed. */
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

/** An attempt that is not valid HTTP. */
export function unsound(
  kind: string,
  bytes: Uint8Array | string,
  outcome: 'refused' | 'finished' | 'cut' = 'refused',
): Attempt {
  const parts = [typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes];
  return { kind, parts, pauseMilliseconds: 0, outcome, answers: 0, bodiless: false };
}

/** One of `choices`, with the given weights. */
export function weighted<T>(...choices: readonly (readonly [number, fc.Arbitrary<T>])[]) {
  return fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}
