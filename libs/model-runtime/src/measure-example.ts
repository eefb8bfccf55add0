import { answerRun } from './answer-run.ts';
import { answerStream } from './answer-stream.ts';
import type { Invocation } from './answer-types.ts';
import type { LoadedHandler } from './handler.ts';
import type { FromWorker, Reply } from './messages.ts';
import { thrownMessage } from './thrown-message.ts';

/** A setting is measured by this many runs at least, unless the first takes all the time that there is. */
const LEAST_RUNS = 2;

/**
 * Answers one of the manifest's examples, the one of middle length, `batch` times together, for about `milliseconds`:
 * from its JSON to the answer, as a request is. A handler that streams answers them one after the other.
 */
export async function measureExample(
  handler: LoadedHandler,
  batch: number,
  milliseconds: number,
): Promise<FromWorker> {
  const { title, body } = middleExample(handler.manifest);
  const run = Array.from({ length: batch }, () => ({
    body,
    contentType: 'application/json',
    accept: '*/*',
  }));
  const durations: number[] = [];
  const started = performance.now();
  do {
    const begun = performance.now();
    const reason = await (handler.streams ? streamed(handler, run) : together(handler, run));
    durations.push(performance.now() - begun);
    if (reason !== undefined) {
      const text = `the test prediction failed: model.json's example "${title}": ${reason}`;
      return { kind: 'unmeasured', reason: text };
    }
  } while (
    performance.now() - started < milliseconds ||
    (durations.length < LEAST_RUNS && (durations[0] ?? 0) < milliseconds)
  );
  // Whatever else the machine does meanwhile, warming up included, only adds to a run: the fastest is the model's own.
  const runMilliseconds = fastest(durations);
  return { kind: 'measured', measurement: { batch, runMilliseconds, spread: spreadOf(durations) } };
}

function fastest(durations: readonly number[]): number {
  return durations.reduce((least, duration) => Math.min(least, duration));
}

/** Shorter runs differ by what V8 compiles meanwhile, on a machine that does nothing else. */
const LEAST_MILLISECONDS = 0.1;

/** As `Measurement` has it; 1 for a single run. */
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

/** @returns why one was not answered */
async function together(
  handler: LoadedHandler,
  run: readonly Invocation[],
): Promise<string | undefined> {
  let reason: string | undefined;
  // What a run costs is not known yet; so much makes it one.
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
