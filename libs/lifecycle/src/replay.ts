import { LIMITS, problem, ProblemError } from '@pilotlight/contracts';
import { CloudError } from './cloud-error.ts';
import { invoke, outputOf } from './invoke.ts';
import type { Outcome, ParkedPrediction, Ports } from './ports.ts';
import { queuedPages } from './queue.ts';
import { refusal, refusalDocument } from './refusal.ts';
import { wake } from './wake.ts';

/** The queue is eventually consistent: what was parked a moment ago is seen at a second look. */
const SECOND_LOOK_MILLISECONDS = 1000;

/** `absent`: the endpoint has gone; `later`: it failed in a way that may pass; `taken`: by another, or answered. */
export type Replay = 'answered' | 'absent' | 'later' | 'taken';

/** These may pass, so that the prediction is tried again; anything else is its answer. */
const PASSING: ReadonlySet<string> = new Set(['overloaded', 'model_error', 'model_timeout']);

/** Whether the try says nothing of the prediction itself: somebody was busy. */
const busy = (error: unknown) =>
  error instanceof CloudError
    ? error.kind === 'throttled'
    : error instanceof ProblemError && error.code === 'overloaded';

/** Asks the endpoint for one parked prediction and keeps the answer. */
export async function replay(ports: Ports, id: string): Promise<Replay> {
  const { store, clock, log } = ports;
  const claimed = await store.claimPrediction(id, clock.now());
  if (!claimed) return 'taken';
  const { model, attempts } = claimed;
  let outcome: Outcome | 'absent';
  try {
    outcome = attempts > LIMITS.replayAttempts ? givenUp() : await ask(ports, claimed);
  } catch (error) {
    const { code } = refusal(error);
    log('warn', 'replay_failed', { model, id, attempts, code });
    if (mayPass(claimed, error, clock.now())) {
      const notBefore = clock.now() + LIMITS.replayPauseSeconds * 1000;
      await store.releasePrediction(id, { counted: !busy(error), notBefore });
      return 'later';
    }
    outcome =
      error instanceof CloudError && error.transient
        ? givenUp()
        : { error: refusalDocument(error) };
  }
  if (outcome === 'absent') {
    await store.releasePrediction(id, { counted: false });
    return 'absent';
  }
  await store.answer(id, outcome, clock.now());
  log('info', 'prediction_replayed', {
    model,
    id,
    attempts,
    code: 'error' in outcome ? outcome.error.code : undefined,
  });
  return 'answered';
}

function mayPass({ attempts, createdAt }: ParkedPrediction, error: unknown, now: number): boolean {
  if (busy(error)) return now - Date.parse(createdAt) < LIMITS.replayBusySeconds * 1000;
  const passing =
    error instanceof CloudError || (error instanceof ProblemError && PASSING.has(error.code));
  return passing && attempts < LIMITS.replayAttempts;
}

async function ask(
  ports: Ports,
  { model, input = '{}' }: ParkedPrediction,
): Promise<Outcome | 'absent'> {
  const [invocation] = await Promise.all([invoke(ports, model, input), ports.touch(model)]);
  if (invocation.kind === 'absent') return 'absent';
  if (
    invocation.kind === 'answered' &&
    Buffer.byteLength(invocation.body) > LIMITS.keptOutputBytes
  ) {
    throw new ProblemError(
      'output_too_large',
      `The answer has more than ${LIMITS.keptOutputBytes / 1024} KB. Ask again while the endpoint is awake.`,
    );
  }
  return { output: outputOf(ports, model, invocation) };
}

function givenUp(): Outcome {
  const detail = `The prediction was tried ${LIMITS.replayAttempts} times without an answer. Ask again.`;
  return { error: problem('replay_given_up', detail) };
}

/**
 * Replays all that waits for `model`, a few at a time, until nothing does, the endpoint has gone (then it is woken
 * again) or `deadline` (epoch milliseconds) is too near for another one.
 * @returns how many were answered
 */
export async function replayQueue(ports: Ports, model: string, deadline: number): Promise<number> {
  const { clock } = ports;
  const replays: Record<Replay, number> = { answered: 0, absent: 0, later: 0, taken: 0 };
  const late = () => clock.now() + LIMITS.invocationSeconds * 1000 > deadline;
  const over = () => replays.absent > 0 || late();
  for (let look = 1; ; look++) {
    replays.later = 0;
    for await (const page of queuedPages(ports, model)) {
      const waiting = page.values();
      const worker = async () => {
        for (const id of waiting) {
          if (over()) return;
          replays[await replay(ports, id)] += 1;
        }
      };
      await Promise.all(Array.from({ length: LIMITS.replayConcurrency }, worker));
      if (over()) break;
    }
    if (over() || (look > 1 && replays.later === 0)) break;
    const pause = replays.later > 0 ? LIMITS.replayPauseSeconds * 1000 : SECOND_LOOK_MILLISECONDS;
    await clock.sleep(pause);
  }
  if (replays.absent > 0) await wake(ports, model);
  return replays.answered;
}
