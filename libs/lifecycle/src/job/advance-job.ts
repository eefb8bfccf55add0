import { LIMITS, problem, type AsyncModel } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { refusalDocument } from '../endpoint/refusal.ts';
import { pauseMilliseconds } from '../queue/pause.ts';
import type { ClaimedPrediction, Job, JobOutcome } from '../queue/ports.ts';
import { collectAnswer } from './collect-answer.ts';
import { failureOf } from './failure.ts';
import { look, type JobStep, type StoredJob, type Told } from './look.ts';
import type { JobPorts } from './ports.ts';
import { submitJob } from './submit-job.ts';

/**
 * A job is a prediction that an asynchronous endpoint answers:
 *
 *     acceptUpload                  startJob, or a replay that was too slow
 *          |                                   |
 *          v          the object is there      v          InvokeEndpointAsync
 *     upload awaited ----------------------> ready ------------------------------> submitted
 *          |                                   |                                       |
 *          |                                   |    outputs/ID.out: collectAnswer      |--> succeeded, or failed
 *          |                                   |    failures/ID-error.out, or SNS      |--> model_rejected, model_error, ...
 *          |                                   |                                       |
 *          v  late, or not as announced        v  late, or denied                      v  late
 *     upload_missing, upload_invalid      job_expired, cloud_...                  job_expired
 *
 * `look` decides by what is in the bucket, so that events may come late, twice or never: S3's of an upload, SNS's of an
 * answer, each poll and each sweep call `advanceJob`, and any of them does what is due. `waitsUntil` bounds each state.
 * A step is done by the one caller that claims the job. One that dies leaves its lease and a counted attempt behind: the
 * step is done again, which is harmless, because a job submitted twice has one answer, and an answer is written once.
 * When the model has lost its asynchronous endpoint, `withdrawJob` takes its place.
 */

/** `over`: it is answered, or no job; `waits`: for something else; `taken`: another caller works on it, or it pauses. */
export type Advanced = 'over' | 'waits' | 'taken';

/**
 * Does what is due for a job.
 * @param told what SageMaker's notification says; it may be wrong or old, so that it only adds to what is seen
 * @throws CloudError
 */
export async function advanceJob(
  ports: JobPorts,
  model: AsyncModel,
  id: string,
  told?: Told,
): Promise<Advanced> {
  const { predictions, clock } = ports;
  const found = await predictions.readPrediction(id, clock.now());
  if (!isUnfinishedJob(found)) return 'over';
  const step = await look(ports, found, told);
  if (step.step === 'wait') return 'waits';
  const claimed = await predictions.claimPrediction(id, clock.now());
  if (!claimed) return 'taken';
  // Between look and claim another caller may have submitted it, or given it back to the queue.
  if (claimed.job?.submittedAt !== found.job.submittedAt || !claimed.job) {
    await predictions.releasePrediction(claimed, { counted: false });
    return 'taken';
  }
  return act(ports, model, { ...claimed, job: claimed.job }, step);
}

export function isUnfinishedJob(
  found: { readonly job?: Job; readonly finishedAt?: string } | undefined,
): found is StoredJob {
  return found?.job !== undefined && found.finishedAt === undefined;
}

type ClaimedJob = ClaimedPrediction & StoredJob;

async function act(
  ports: JobPorts,
  model: AsyncModel,
  claimed: ClaimedJob,
  step: Exclude<JobStep, { step: 'wait' }>,
): Promise<Advanced> {
  try {
    const foundAt = ports.clock.now();
    const outcome =
      claimed.attempts > LIMITS.replayAttempts
        ? givenUp()
        : await done(ports, model, claimed, step);
    if (!outcome) return 'waits';
    const answered = step.step === 'collect' ? { answeredAt: foundAt } : {};
    return await endJob(ports, { ...claimed, job: { ...claimed.job, ...answered } }, outcome);
  } catch (error) {
    ports.log('warn', 'job_step_failed', {
      ...about(claimed),
      step: step.step,
      cause: String(error),
    });
    if (!(error instanceof CloudError)) throw error;
    return laterOrNever(ports, claimed, error);
  }
}

/** @returns the outcome; undefined when it is still to come */
function done(
  ports: JobPorts,
  model: AsyncModel,
  claimed: ClaimedJob,
  step: Exclude<JobStep, { step: 'wait' }>,
): Promise<JobOutcome | undefined> | JobOutcome {
  switch (step.step) {
    case 'submit':
      return submitJob(ports, model, claimed, step.job);
    case 'collect':
      return collectAnswer(ports, model, claimed, step.bytes);
    case 'fail':
      return failureOf(ports.log, model.name, step);
    case 'end':
      return { error: step.error };
  }
}

/** Writes the outcome of a job, unless it has one. @throws CloudError */
export async function endJob(
  { predictions, clock, log }: JobPorts,
  stored: StoredJob,
  outcome: JobOutcome,
): Promise<Advanced> {
  if (await predictions.answer(stored.id, outcome, clock.now(), stored.job)) {
    const code = 'error' in outcome ? outcome.error.code : undefined;
    log(code === undefined ? 'info' : 'warn', 'job_ended', { ...about(stored), code });
  }
  return 'over';
}

/** After an error of AWS: the step is tried again after a pause, a bounded number of times. */
async function laterOrNever(
  ports: JobPorts,
  claimed: ClaimedJob,
  error: CloudError,
): Promise<Advanced> {
  const { predictions, clock, random } = ports;
  const { attempts, pauses } = claimed;
  const { transient } = error;
  const again = transient ? pauses < LIMITS.replayBusyPauses : attempts < LIMITS.replayAttempts;
  if (!again) return endJob(ports, claimed, { error: refusalDocument(error) });
  const notBefore = clock.now() + pauseMilliseconds(pauses, random());
  await predictions.releasePrediction(claimed, { counted: !transient, notBefore });
  return 'waits';
}

function givenUp(): JobOutcome {
  const detail = `The job was tried ${LIMITS.replayAttempts} times without an answer. Ask again.`;
  return { error: problem('replay_given_up', detail) };
}

const about = ({ id, model, attempts }: StoredJob) => ({ id, model, attempts });
