import { LIMITS, type DeployedModel } from '@pilotlight/contracts';
import { modelRetired, refusalDocument } from '../endpoint/refusal.ts';
import { scheduleSweep } from '../wake/schedule-sweep.ts';
import { isUnfinishedJob, type Advanced } from './advance-job.ts';
import type { StoredJob } from './look.ts';
import type { JobPorts } from './ports.ts';

/**
 * Ends a job whose model has no asynchronous endpoint any more. If something else serves the model, and its input is there
 * and small enough for that, it becomes a parked prediction; otherwise it fails, because the model was retired.
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
  if (!model || !(await isSmall(ports, found))) return retire(ports, found);
  const claimed = await predictions.claimPrediction(id, clock.now());
  if (!claimed) return 'taken';
  const { inputKey, contentType, accept } = found.job;
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

async function retire({ predictions, clock, log }: JobPorts, { id, model }: StoredJob) {
  const error = refusalDocument(modelRetired());
  if (await predictions.answer(id, { error }, clock.now())) {
    log('warn', 'job_ended', { model, id, code: error.code });
  }
  return 'over' as const;
}
