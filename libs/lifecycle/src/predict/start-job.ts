import type { AsyncModel } from '@pilotlight/contracts';
import { CloudError, type HostRequest } from '@pilotlight/hosts';
import { ulid } from 'ulid';
import { advanceJob } from '../job/advance-job.ts';
import { putInput } from '../job/put-input.ts';
import { scheduleSweep } from '../wake/schedule-sweep.ts';
import { makeRoomForJob } from './make-room-for-job.ts';
import type { PredictPorts } from './ports.ts';
import { predictedBy, type Predicted } from './predicted.ts';
import { readJob } from './read-job.ts';
import { orRefuse } from './wait-for-host.ts';

/**
 * Makes a request a job, and submits it at once. If that fails, the schedule does it later.
 * @param id the prediction's id; when there is a prediction with it already, that one counts
 * @throws ProblemError when too many jobs wait already; CloudError
 */
export async function startJob(
  ports: PredictPorts,
  model: AsyncModel,
  request: HostRequest,
  id: string = ulid(ports.clock.now()),
): Promise<Predicted> {
  const { predictions, clock, log } = ports;
  await makeRoomForJob(ports, model);
  const now = clock.now();
  const job = await putInput(ports, id, request);
  await predictions.addJob({ id, model: model.name, job, now });
  await orRefuse(ports, { id, model }, () => scheduleSweep(ports, model));
  log('info', 'job_added', { model: model.name, id });
  try {
    await advanceJob(ports, model, id);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    log('warn', 'job_not_submitted', { model: model.name, id, cause: error.message });
  }
  const createdAt = new Date(now).toISOString();
  const found = await readJob(ports, model, id);
  return predictedBy(found ?? { id, model: model.name, status: 'queued', createdAt });
}
