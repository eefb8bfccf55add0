import type { AsyncModel } from '@pilotlight/contracts';
import { pauseMilliseconds } from '../queue/pause.ts';
import type { ClaimedPrediction, Job } from '../queue/ports.ts';
import { requestFirstInstance } from '../wake/first-instance.ts';
import type { JobPorts } from './ports.ts';

/**
 * Hands a claimed job to SageMaker's queue, and asks for an instance. While the endpoint is not in service, the job
 * pauses; `waitsUntil` bounds that.
 * @returns undefined: the answer is still to come
 * @throws CloudError
 */
export async function submitJob(
  ports: JobPorts,
  model: AsyncModel,
  claimed: ClaimedPrediction,
  job: Job,
): Promise<undefined> {
  const { jobHost, predictions, clock, log, random } = ports;
  const { id, pauses } = claimed;
  const { inputKey, contentType, accept } = job;
  const submitted = await jobHost.submit(model, { id, inputKey, contentType, accept });
  const now = clock.now();
  if (submitted.kind === 'absent') {
    log('warn', 'job_endpoint_absent', { id, model: model.name });
    const notBefore = now + pauseMilliseconds(pauses, random());
    await predictions.releasePrediction(claimed, { counted: false, notBefore, job });
    return;
  }
  const submittedJob = { ...job, submittedAt: now };
  await predictions.releasePrediction(claimed, { counted: false, job: submittedJob });
  log('info', 'job_submitted', { id, model: model.name });
  await requestFirstInstance(ports, model);
}
