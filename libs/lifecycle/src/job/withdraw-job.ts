import { LIMITS, type DeployedModel } from '@pilotlight/contracts';
import { modelRetired, refusalDocument } from '../endpoint/refusal.ts';
import { scheduleSweep } from '../wake/schedule-sweep.ts';
import { endJob, isUnfinishedJob, type Advanced } from './advance-job.ts';
import { collectAnswer } from './collect-answer.ts';
import { look, type StoredJob } from './look.ts';
import type { JobPorts } from './ports.ts';

/**
 * Ends a job whose model has no asynchronous endpoint any more. If SageMaker has written its answer, that counts.
 * Otherwise, if something else serves the model, and the job's input is there and small enough for that, it becomes a
 * parked prediction. In all other cases it fails, because its time is over or the model was retired.
 * @param model as it is deployed; undefined when it is not
 * @throws CloudError
 */
export async function withdrawJob(
  ports: JobPorts,
  model: DeployedModel | undefined,
  id: string,
): Promise<Advanced> {
  const { predictions, objects, clock, log } = ports;
  const found = await predictions.readPrediction(id, clock.now());
  if (!isUnfinishedJob(found)) return 'over';
  const { job } = found;
  const step = await look(ports, found);
  if (step.step === 'end') return endJob(ports, found, { error: step.error });
  if (step.step === 'collect') {
    const answeredAt = clock.now();
    // Two callers may do this at once: the files are the same, and an answer is written once.
    const outcome = await collectAnswer(ports, model ?? { name: found.model }, found, step.bytes);
    return endJob(ports, { ...found, job: { ...job, answeredAt } }, outcome);
  }
  if (!model || !(await isSmall(ports, found))) return retire(ports, found);
  const claimed = await predictions.claimPrediction(id, clock.now());
  if (!claimed) return 'taken';
  const { inputKey, contentType, accept } = job;
  const input = await objects.get(inputKey);
  if (!input) return retire(ports, found);
  const request = { body: input.body, contentType, accept };
  await predictions.releasePrediction(claimed, { counted: false, request });
  await scheduleSweep(ports, model);
  log('info', 'job_withdrawn', { model: model.name, id });
  return 'over';
}

/** Whether the input is in the bucket, and another host would take it. */
async function isSmall({ objects }: JobPorts, { job }: StoredJob): Promise<boolean> {
  const head = await objects.head(job.inputKey);
  return head !== undefined && head.bytes <= LIMITS.invocationBodyBytes;
}

const retire = (ports: JobPorts, found: StoredJob) =>
  endJob(ports, found, { error: refusalDocument(modelRetired()) });
