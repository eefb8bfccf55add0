import { LIMITS, problem, ProblemError } from '@pilotlight/contracts';
import { CloudError } from '../cloud-error.ts';
import { outputOf, use } from '../predict/invoke.ts';
import { pauseMilliseconds } from './pause.ts';
import type { ClaimedPrediction, Log, Outcome, Ports } from '../ports.ts';
import { refusal, refusalDocument } from '../refusal.ts';

/** `absent`: the endpoint has gone; `taken`: claimed by another replay, pausing, or already answered. */
export type Replay =
  | { readonly kind: 'absent' | 'taken' }
  /** `outcome` is absent when another replay answered first: then the one in the store counts. */
  | { readonly kind: 'answered'; readonly outcome?: Outcome }
  /** A transient failure; `busy` when the container or AWS was overloaded, whatever the prediction. */
  | { readonly kind: 'later'; readonly notBefore: number; readonly busy: boolean };

/** Errors after which the prediction is retried; any other error is its answer. */
const PASSING: ReadonlySet<string> = new Set(['overloaded', 'model_error', 'model_timeout']);

/** Whether the container was overloaded, or AWS throttled the call. */
const isBusy = (error: unknown) =>
  error instanceof CloudError
    ? error.kind === 'throttled'
    : error instanceof ProblemError && error.code === 'overloaded';

/**
 * The longest time of one replay: the claim, the input, the invocation and a DescribeEndpoint when it fails, the answer
 * to S3, and the answer to the table.
 */
export const REPLAY_SECONDS = LIMITS.invocationSeconds + 5 * LIMITS.cloudCallSeconds;

/** Invokes the endpoint for one parked prediction and stores the answer. */
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
  const detail = 'The stored input is missing. Ask again.';
  return { error: problem('prediction_lost', detail) };
}

function givenUp(): Outcome {
  const detail = `The prediction was tried ${LIMITS.replayAttempts} times without an answer. Ask again.`;
  return { error: refusalDocument(new ProblemError('replay_given_up', detail)) };
}
