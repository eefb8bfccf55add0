import { byAsync, type DeployedModel, LIMITS } from '@pilotlight/contracts';
import { patiently } from './patiently.ts';
import type { EndpointStatus } from '../endpoint/ports.ts';
import { modelRetired, refusalDocument } from '../endpoint/refusal.ts';
import { failQueued, jobsOf, queuedPages } from '../queue/queue.ts';
import type { JobPorts } from '../job/ports.ts';
import { withdrawJob } from '../job/withdraw-job.ts';
import { hasJustScheduled } from '../wake/schedule-sweep.ts';

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
 * @throws DeploymentError when the deadline is near; CloudError
 */
export async function retireHost(
  ports: JobPorts,
  { name, endpointName }: { readonly name: string; readonly endpointName: string },
  model: DeployedModel | undefined,
  deadline: number,
): Promise<'retired'> {
  const asynchronous = model && byAsync(model)?.serving.async.endpointName;
  const movesOn =
    model !== undefined && asynchronous !== undefined && asynchronous !== endpointName;
  // Only what was queued until now waits for this endpoint; what comes later would keep the retirement waiting for ever.
  let settledAt: number | undefined;
  await patiently(ports, { key: name, endpointName }, deadline, async () => {
    settledAt ??= await indexSettlesAt(ports, name);
    if (!model) await failQueued(ports, [name], refusalDocument(modelRetired()));
    const taken = movesOn ? 0 : await withdrawn(ports, name, model);
    if (taken > 0) return { waitsFor: `${taken} jobs are worked on` };
    if (!movesOn && ports.clock.now() < settledAt) {
      return { waitsFor: "the queue's index may not show the latest job yet" };
    }
    const found = await ports.instances.count(endpointName);
    if (!found || !CHANGING.includes(found.status)) return { done: true };
    return { waitsFor: `it is ${found.status}` };
  });
  ports.log('info', 'host_retired', { model: name, endpointName });
  return 'retired';
}

/** From when on the queue's index shows what is queued now. */
async function indexSettlesAt(ports: JobPorts, model: string): Promise<number> {
  const now = ports.clock.now();
  return (await hasJustScheduled(ports, model)) ? now + LIMITS.queueSettleSeconds * 1000 : now;
}

/** Gives the model's jobs back to its queue, or ends them. @returns how many another caller works on */
async function withdrawn(
  ports: JobPorts,
  name: string,
  model: DeployedModel | undefined,
): Promise<number> {
  let taken = 0;
  for await (const page of queuedPages(ports, jobsOf(name))) {
    for (const id of page) {
      if ((await withdrawJob(ports, model, id)) === 'taken') taken += 1;
    }
  }
  return taken;
}
