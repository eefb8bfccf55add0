import { answerRun } from '../run/answer-run.ts';
import { answerStream } from '../streams/answer-stream.ts';
import type { Invocation } from '../answer-types.ts';
import type { LoadedHandler } from '../handler/load-handler.ts';
import type { FromWorker, Reply } from '../pool/messages.ts';
import { thrownMessage } from '../handler/thrown-message.ts';

/** The minimum number of runs per setting, unless the first takes all the time. */
const LEAST_RUNS = 2;

/**
 * Measures runs of `batch` copies of the manifest's example of median length, for about `milliseconds`: from its JSON
 * to the answer, like a request. A handler that streams answers the copies one after the other.
 * @param waited how long this thread has waited for a processor so far; this time does not count
 */
export async function measureExample(
  handler: LoadedHandler,
  batch: number,
  milliseconds: number,
  waited: () => number,
): Promise<FromWorker> {
  const { title, body } = middleExample(handler.manifest);
  const run = Array.from({ length: batch }, () => ({
    body,
    contentType: 'application/json',
    accept: '*/*',
  }));
  const durations: number[] = [];
  const undisturbed: number[] = [];
  const started = performance.now();
  do {
    const [before, waitedBefore] = [performance.now(), waited()];
    const begun = performance.now();
    const reason = await (handler.streams ? streamed(handler, run) : together(handler, run));
    const duration = performance.now() - begun;
    durations.push(duration);
    // All of the wait is between `before` and now, so that never too much is subtracted.
    const waiting = waited() - waitedBefore;
    undisturbed.push(Math.min(duration, performance.now() - before - waiting));
    if (reason !== undefined) {
      const text = `the test prediction failed: model.json's example "${title}": ${reason}`;
      return { kind: 'unmeasured', reason: text };
    }
  } while (
    performance.now() - started < milliseconds ||
    (durations.length < LEAST_RUNS && (durations[0] ?? 0) < milliseconds)
  );
  // Other load and warm-up only make a run slower, so the fastest run is the model's own time. Of a large batch there are
  // only a few runs, and on a busy machine none of them is undisturbed: the wait for a processor does not count.
  const runMilliseconds = fastest(undisturbed);
  return { kind: 'measured', measurement: { batch, runMilliseconds, spread: spreadOf(durations) } };
}

function fastest(durations: readonly number[]): number {
  return durations.reduce((least, duration) => Math.min(least, duration));
}

/** Shorter runs vary even on an idle machine, because V8 compiles during them. */
const LEAST_MILLISECONDS = 0.1;

/** See `Measurement.spread`; 1 for a single run. */
export function spreadOf(durations: readonly number[]): number {
  const parts = Math.min(3, durations.length);
  const ends = Array.from({ length: parts }, (_, part) =>
    fastest(
      durations.slice(
        Math.floor((part * durations.length) / parts),
        Math.floor(((part + 1) * durations.length) / parts),
      ),
    ),
  );
  return Math.max(LEAST_MILLISECONDS, ...ends) / Math.max(LEAST_MILLISECONDS, Math.min(...ends));
}

function middleExample({ examples }: LoadedHandler['manifest']): {
  title: string;
  body: Uint8Array;
} {
  const found = examples
    .map(({ title, input }) => ({ title, body: new TextEncoder().encode(JSON.stringify(input)) }))
    .sort((a, b) => a.body.length - b.body.length)[Math.floor(examples.length / 2)];
  if (!found) throw new Error('model.json has no example');
  return found;
}

/** @returns the first error, if any */
async function together(
  handler: LoadedHandler,
  run: readonly Invocation[],
): Promise<string | undefined> {
  let reason: string | undefined;
  // The overhead is not known yet; a huge value keeps everything in one run.
  const limits = { maxBatch: run.length, runOverheadInputs: Number.MAX_SAFE_INTEGER };
  const numbered = run.map((invocation, at) => [at, invocation] as const);
  await answerRun(handler, numbered, limits, (_at, reply) => (reason ??= reasonOf(reply)));
  return reason;
}

async function streamed(
  handler: LoadedHandler,
  run: readonly Invocation[],
): Promise<string | undefined> {
  let reason: string | undefined;
  const post = (message: FromWorker) => {
    if (message.kind === 'replies')
      for (const [, reply] of message.replies) reason ??= reasonOf(reply);
    if (message.kind === 'end' && message.failure) reason ??= thrownMessage(message.failure);
  };
  const reader = { post, room: async () => undefined, left: false };
  for (const [at, invocation] of run.entries()) {
    await answerStream(handler, at, invocation, reader);
  }
  return reason;
}

function reasonOf(reply: Reply): string | undefined {
  if ('failure' in reply) return thrownMessage(reply.failure);
  if (!('refusal' in reply)) return undefined;
  const { detail, errors } = reply.refusal;
  return [detail, ...errors.map((error) => `${error.pointer} ${error.detail}`)].join('; ');
}
