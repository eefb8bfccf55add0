import { byAsync, type DeployedModel } from '@pilotlight/contracts';
import { advanceJob, type Advanced } from './advance-job.ts';
import type { Told } from './look.ts';
import type { JobPorts } from './ports.ts';
import { withdrawJob } from './withdraw-job.ts';

/**
 * `advanceJob`, or `withdrawJob` when the model has no asynchronous endpoint any more.
 * @param model undefined when it is no longer deployed
 * @throws CloudError
 */
export function advanceOrWithdraw(
  ports: JobPorts,
  model: DeployedModel | undefined,
  id: string,
  told?: Told,
): Promise<Advanced> {
  const asynchronous = model && byAsync(model);
  return asynchronous ? advanceJob(ports, asynchronous, id, told) : withdrawJob(ports, model, id);
}
