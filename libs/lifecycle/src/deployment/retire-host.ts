import { byAsync, type DeployedModel } from '@pilotlight/contracts';
import { patiently } from './patiently.ts';
import type { EndpointStatus } from '../endpoint/ports.ts';
import { modelRetired, refusalDocument } from '../endpoint/refusal.ts';
import { failQueued, jobsOf, queuedPages } from '../queue/queue.ts';
import type { JobPorts } from '../job/ports.ts';
import { withdrawJob } from '../job/withdraw-job.ts';

/** The time that one job may take, and the pause before those that others work on are looked at again. */
const JOB_MILLISECONDS = 60_000;
const PAUSE_MILLISECONDS = 2000;

/** SageMaker does not delete an endpoint in one of these statuses. */
const CHANGING: readonly EndpointStatus[] = [
  'Creating',
  'Updating',
  'SystemUpdating',
  'RollingBack',
];

/**
 * A serverless or asynchronous endpoint leaves the stack. What waits for it goes to what serves the model now, or fails,
 * because the model was retired. Returns when the deployment can delete the endpoint: a job may have asked for an instance.
 * @param host the name of the model and of the endpoint
 * @param model as it is deployed; undefined when nothing else serves it
 * @param deadline epoch milliseconds at which the function is stopped
 * @throws CloudError; Error when the deadline is near
 */
export async function retireHost(
  ports: JobPorts,
  { name, endpointName }: { readonly name: string; readonly endpointName: string },
  model: DeployedModel | undefined,
  deadline: number,
): Promise<'retired'> {
  const { clock, log } = ports;
  const asynchronous = model && byAsync(model)?.serving.async.endpointName;
  if (!model) {
    await failQueued(ports, [name, jobsOf(name)], refusalDocument(modelRetired()));
  } else if (asynchronous === undefined || asynchronous === endpointName) {
    while ((await withdrawn(ports, model, deadline)) > 0) await clock.sleep(PAUSE_MILLISECONDS);
  }
  await patiently(ports, { key: name, endpointName }, deadline, async () => {
    const found = await ports.instances.count(endpointName);
    if (!found || !CHANGING.includes(found.status)) return { done: true };
    return { waitsFor: `it is ${found.status}` };
  });
  log('info', 'host_retired', { model: name, endpointName });
  return 'retired';
}

/** @returns how many jobs another caller works on */
async function withdrawn(ports: JobPorts, model: DeployedModel, deadline: number): Promise<number> {
  let taken = 0;
  for await (const page of queuedPages(ports, jobsOf(model.name))) {
    for (const id of page) {
      if (ports.clock.now() + JOB_MILLISECONDS > deadline) {
        throw new Error(
          `not all jobs of ${model.name} could be ended in time: run the deployment again`,
        );
      }
      if ((await withdrawJob(ports, model, id)) === 'taken') taken += 1;
    }
  }
  return taken;
}
