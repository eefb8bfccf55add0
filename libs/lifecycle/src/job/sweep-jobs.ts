import type { DeployedModel } from '@pilotlight/contracts';
import { CloudError } from '@pilotlight/hosts';
import { jobsOf, queuedPages } from '../queue/queue.ts';
import { advanceOrWithdraw } from './advance-or-withdraw.ts';
import type { JobPorts } from './ports.ts';

export interface JobSweep {
  readonly model: string;
  /** How many jobs were looked at, and how many of them have ended. */
  readonly jobs: number;
  readonly ended: number;
}

/** The time that one job may take. */
const JOB_MILLISECONDS = 90_000;

/**
 * Does what is due for each job of a model, oldest first, whichever events arrived. Safe to run at any time, by any number
 * of callers.
 * @param deadline epoch milliseconds by which it must have ended
 * @throws CloudError, after all jobs were tried
 */
export async function sweepJobs(
  ports: JobPorts,
  model: DeployedModel,
  deadline: number,
): Promise<JobSweep> {
  const { name } = model;
  const errors: CloudError[] = [];
  let [jobs, ended] = [0, 0];
  const late = () => ports.clock.now() + JOB_MILLISECONDS > deadline;
  for await (const page of queuedPages(ports, jobsOf(name))) {
    for (const id of page) {
      if (late()) break;
      jobs += 1;
      try {
        if ((await advanceOrWithdraw(ports, model, id)) === 'over') ended += 1;
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        errors.push(error);
      }
    }
    if (late()) break;
  }
  const failed = errors.length;
  if (jobs > 0)
    ports.log(failed > 0 ? 'warn' : 'info', 'jobs_swept', { model: name, jobs, ended, failed });
  if (errors[0]) throw errors[0];
  return { model: name, jobs, ended };
}
