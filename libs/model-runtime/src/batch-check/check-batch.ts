import { answerRun } from '../run/answer-run.ts';
import type { LoadedHandler } from '../handler/load-handler.ts';
import { RUNTIME_LIMITS } from '../limits.ts';
import type { Reply } from '../pool/messages.ts';
import { difference } from './difference.ts';
import { differentInputs } from './different-inputs.ts';

const FORM = { contentType: 'application/json', accept: '*/*' };
const utf8 = new TextDecoder();

/** An input that the model accepts, and its answer when run alone. */
interface Row {
  readonly input: unknown;
  readonly alone: string;
}

/**
 * Checks whether batching changes an answer: runs some inputs alone, then together in two orders, regardless of their
 * padded lengths. The answers must be equal up to rounding, or bit for bit if the manifest sets `bitEqual`. A model
 * that answers the same input differently each time is skipped.
 * @param batch how many inputs may run together
 * @returns which answer differs, and how; undefined when none does
 */
export async function checkBatch(
  handler: LoadedHandler,
  batch: number,
): Promise<string | undefined> {
  if (handler.streams || batch < 2) return undefined;
  const exact = handler.manifest.bitEqual === true;
  const rows = await answeredRows(handler, Math.min(batch, RUNTIME_LIMITS.batchCheckInputs));
  for (const order of [rows, rows.toReversed()]) {
    const together = await answers(
      handler,
      order.map(({ input }) => input),
      order.length,
    );
    for (const [index, { input, alone }] of order.entries()) {
      const found = difference(alone, together[index] ?? NO_ANSWER, exact);
      if (found === undefined) continue;
      const [again = NO_ANSWER] = await answers(handler, [input], 1);
      if (difference(alone, again, exact) !== undefined) continue;
      return `the answer to the input ${JSON.stringify(input).slice(0, LONGEST)} is ${found}`;
    }
  }
  return undefined;
}

const NO_ANSWER = 'no answer';
const LONGEST = 200;

/** At least two rows: if there is only one distinct input, it is used twice. */
async function answeredRows(handler: LoadedHandler, most: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const input of differentInputs(handler.manifest, most)) {
    const begun = performance.now();
    const [alone] = await answers(handler, [input], 1);
    // The model may refuse a variant: skip it.
    if (alone !== undefined) rows.push({ input, alone });
    // Keeps the start of a slow model short.
    const slow = performance.now() - begun > RUNTIME_LIMITS.slowCheckMilliseconds;
    if (slow && rows.length >= 2) break;
  }
  return rows.length === 1 ? [...rows, ...rows] : rows;
}

/** The answer to each input; undefined where it is refused. */
async function answers(
  handler: LoadedHandler,
  inputs: readonly unknown[],
  maxBatch: number,
): Promise<(string | undefined)[]> {
  const found = new Array<string | undefined>(inputs.length);
  const run = inputs.map((input, index) => {
    const body = new TextEncoder().encode(JSON.stringify(input));
    return [index, { body, ...FORM }] as const;
  });
  // A huge overhead keeps inputs of all lengths in one run.
  const limits = { maxBatch, runOverheadInputs: Number.MAX_SAFE_INTEGER };
  await answerRun(handler, run, limits, (index, reply) => (found[index] = textOf(reply)));
  return found;
}

function textOf(reply: Reply): string | undefined {
  if (!('body' in reply)) return undefined;
  return typeof reply.body === 'string' ? reply.body : utf8.decode(reply.body);
}
