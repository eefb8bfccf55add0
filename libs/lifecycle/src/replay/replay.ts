import { LIMITS, problem, ProblemError } from '@pilotlight/contracts';
import { CloudError } from '../cloud-error.ts';
import { outputOf, use } from '../predict/invoke.ts';
import { pauseMilliseconds } from './pause.ts';
import type { ClaimedPrediction, Log, Outcome, Ports } from '../ports.ts';
import { refusal, refusalDocument } from '../refusal.ts';

/** `absent`: the endpoint has gone; `taken`: another has it, it is left alone, or answered already. */
export type Replay =
  | { readonly kind: 'absent' | 'taken' }
  /** Without the outcome when another answered first: what counts is in the store. */
  | { readonly kind: 'answered'; readonly outcome?: Outcome }
  /** It failed in a way that may pass; `busy` when that says nothing of the prediction itself. */
  | { readonly kind: 'later'; readonly notBefore: number; readonly busy: boolean };

/** These may pass, so that the prediction is tried again; anything else is its answer. */
const PASSING: ReadonlySet<string> = new Set(['overloaded', 'model_error', 'model_timeout']);

/** Whether somebody was busy: the container, or AWS for it. */
const isBusy = (error: unknown) =>
  error instanceof CloudError
    ? error.kind === 'throttled'
    : error instanceof ProblemError && error.code === 'overloaded';

/**
 * What one replay may take at most: the claim, the input, the invocation and a look at the endpoint when it fails, the
 * answer as an object, and the answer in the table.
 */
export const REPLAY_SECONDS = LIMITS.invocationSeconds + 5 * LIMITS.cloudCallSeconds;

/** Asks the endpoint for one parked prediction and keeps the answer. */
export async function replay(ports: Ports, id: string): Promise<Replay> {
  const { store, clock, log, random } = ports;
  const claimed = await store.claimPrediction(id, clock.now());
  if (!claimed) return { kind: 'taken' };
  const { model, attempts, pauses } = claimed;
  let outcome: Outcome | 'absent';
  try {
    outcome = attempts > LIMITS.replayAttempts ? givenUp() : await ask(ports, claimed);
  } catch (error) {
    const { code } = refusal(error);
    log('warn', 'replay_failed', { model, id, attempts, code, cause: String(error) });
    if (mayPass(claimed, error)) {
      const wish = error instanceof ProblemError ? error.retryAfterSeconds : undefined;
      const notBefore = clock.now() + pauseMilliseconds(pauses, random(), wish);
      const busy = isBusy(error);
      await store.releasePrediction(claimed, { counted: !busy, notBefore });
      return { kind: 'later', notBefore, busy };
    }
    outcome =
      error instanceof CloudError && error.transient
        ? givenUp()
        : { error: refusalDocument(error) };
  }
  if (outcome === 'absent') {
    await store.releasePrediction(claimed, { counted: false });
    return { kind: 'absent' };
  }
  const first = await store.answer(id, outcome, clock.now());
  log('info', 'prediction_replayed', {
    model,
    id,
    attempts,
    code: 'error' in outcome ? outcome.error.code : undefined,
  });
  return { kind: 'answered', ...(first ? { outcome } : {}) };
}

function mayPass({ attempts, pauses }: ClaimedPrediction, error: unknown): boolean {
  if (isBusy(error)) return pauses < LIMITS.replayBusyPauses;
  const passing =
    error instanceof CloudError || (error instanceof ProblemError && PASSING.has(error.code));
  return passing && attempts < LIMITS.replayAttempts;
}

async function ask(ports: Ports, claimed: ClaimedPrediction): Promise<Outcome | 'absent'> {
  const { model, id } = claimed;
  const log: Log = (level, event, fields) => ports.log(level, event, { ...fields, id });
  const input = await ports.store.readInput(claimed);
  if (input === undefined) return lost();
  const about = { ...ports, log };
  const invocation = await use(about, model, input);
  return invocation.kind === 'absent' ? 'absent' : { output: outputOf(about, model, invocation) };
}

function lost(): Outcome {
  const detail = 'Its input was kept, but is gone. Ask again.';
  return { error: problem('prediction_lost', detail) };
}

function givenUp(): Outcome {
  const detail = `The prediction was tried ${LIMITS.replayAttempts} times without an answer. Ask again.`;
  return { error: refusalDocument(new ProblemError('replay_given_up', detail)) };
}
