import {
  byAsync,
  endpointOf,
  LIMITS,
  problem,
  ProblemError,
  type AsyncModel,
  type DeployedModel,
} from '@pilotlight/contracts';
import { CloudError, type HostRequest } from '@pilotlight/hosts';
import { isForJob } from '../ask/answerable.ts';
import { ask as askModel } from '../ask/ask.ts';
import { answerOf } from '../ask/answer.ts';
import { pauseMilliseconds } from '../queue/pause.ts';
import type { Log } from '../endpoint/ports.ts';
import { advanceJob } from '../job/advance-job.ts';
import { putInput } from '../job/put-input.ts';
import type { ClaimedPrediction, Outcome } from '../queue/ports.ts';
import type { ReplayPorts } from './ports.ts';
import { scheduleSweep } from '../wake/schedule-sweep.ts';
import { refusal, refusalDocument } from '../endpoint/refusal.ts';

/** `absent`: what runs the model has gone; `taken`: claimed by another replay, pausing, already answered, or a job. */
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

/** Whether the failure says nothing about the prediction. Then it does not count as an attempt. */
const isExcused = (error: unknown) =>
  isBusy(error) || (error instanceof CloudError && error.transient);

/**
 * The longest time of one replay: the claim, the input, the throttled tries, the invocation and a DescribeEndpoint when
 * it fails, the answer to S3, and the answer to the table.
 */
export const REPLAY_SECONDS =
  LIMITS.throttledSeconds + LIMITS.invocationSeconds + 5 * LIMITS.cloudCallSeconds;

/**
 * Asks the model for one of its parked predictions and stores the answer. One that is too slow for its host becomes a job
 * of the model's asynchronous endpoint, if it has one; of a model that is served by nothing else, each does.
 */
export async function replay(
  ports: ReplayPorts,
  model: DeployedModel,
  id: string,
): Promise<Replay> {
  const { predictions, clock, log, random } = ports;
  const claimed = await predictions.claimPrediction(id, clock.now());
  if (!claimed) return { kind: 'taken' };
  if (claimed.job) {
    // The index still shows it in the queue that it has left.
    await predictions.releasePrediction(claimed, { counted: false });
    return { kind: 'taken' };
  }
  const { attempts, pauses } = claimed;
  const about = { model: model.name, id, attempts };
  let outcome: Outcome | 'absent' | 'job';
  try {
    outcome = attempts > LIMITS.replayAttempts ? givenUp() : await ask(ports, model, claimed);
  } catch (error) {
    const { code } = refusal(error);
    log('warn', 'replay_failed', { ...about, code, cause: String(error) });
    if (mayPass(claimed, error)) {
      const wish = error instanceof ProblemError ? error.retryAfterSeconds : undefined;
      const notBefore = clock.now() + pauseMilliseconds(pauses, random(), wish);
      await predictions.releasePrediction(claimed, { counted: !isExcused(error), notBefore });
      return { kind: 'later', notBefore, busy: isBusy(error) };
    }
    outcome =
      error instanceof CloudError && error.transient
        ? givenUp(`After ${pauses} pauses a call to AWS was throttled or failed again. Ask again.`)
        : { error: refusalDocument(error) };
  }
  if (outcome === 'job') return { kind: 'taken' };
  if (outcome === 'absent' && hasWaitedLong(model, claimed, clock.now())) outcome = nothingThere();
  if (outcome === 'absent') {
    await predictions.releasePrediction(claimed, { counted: false });
    return { kind: 'absent' };
  }
  const first = await predictions.answer(id, outcome, clock.now());
  const code = 'error' in outcome ? outcome.error.code : undefined;
  log('info', 'prediction_replayed', { ...about, code });
  return { kind: 'answered', ...(first ? { outcome } : {}) };
}

function mayPass({ attempts, pauses }: ClaimedPrediction, error: unknown): boolean {
  if (isExcused(error)) return pauses < LIMITS.replayBusyPauses;
  const passing =
    error instanceof CloudError || (error instanceof ProblemError && PASSING.has(error.code));
  return passing && attempts < LIMITS.replayAttempts;
}

async function ask(
  ports: ReplayPorts,
  model: DeployedModel,
  claimed: ClaimedPrediction,
): Promise<Outcome | 'absent' | 'job'> {
  const { id } = claimed;
  const log: Log = (level, event, fields) => ports.log(level, event, { ...fields, id });
  const request = await ports.predictions.readRequest(claimed);
  if (!request) return lost();
  const asynchronous = byAsync(model);
  if (asynchronous && model.serving.mode === 'async') {
    return becomeJob(ports, asynchronous, claimed, request);
  }
  const asked = await askModel({ ...ports, log }, model, request);
  if (asynchronous && isForJob(asked)) return becomeJob(ports, asynchronous, claimed, request);
  return asked.kind === 'absent' ? 'absent' : answerOf(log, model.name, asked, request.accept);
}

/** Makes a claimed prediction a job, and submits it. */
async function becomeJob(
  ports: ReplayPorts,
  model: AsyncModel,
  claimed: ClaimedPrediction,
  request: HostRequest,
): Promise<'job'> {
  const { id } = claimed;
  const job = await putInput(ports, id, request);
  await ports.predictions.releasePrediction(claimed, { counted: false, job });
  ports.log('info', 'prediction_became_job', { model: model.name, id });
  await scheduleSweep(ports, model);
  await advanceJob(ports, model, id);
  return 'job';
}

/** A wake ends the wait for an endpoint that it creates; nothing but time ends it for any other host. */
const hasWaitedLong = (model: DeployedModel, { createdAt }: ClaimedPrediction, now: number) =>
  !endpointOf(model) && now - Date.parse(createdAt) > LIMITS.absentSeconds * 1000;

function nothingThere(): Outcome {
  const detail = `Nothing that runs the model was in service for ${LIMITS.absentSeconds / 60} minutes.`;
  return { error: refusalDocument(new ProblemError('endpoint_failed', detail)) };
}

function lost(): Outcome {
  const detail = 'The stored input is missing. Ask again.';
  return { error: problem('prediction_lost', detail) };
}

function givenUp(
  detail = `The prediction was tried ${LIMITS.replayAttempts} times without an answer. Ask again.`,
): Outcome {
  return { error: refusalDocument(new ProblemError('replay_given_up', detail)) };
}
