import { LIMITS, ProblemError, type AsyncModel } from '@pilotlight/contracts';
import { countQueued, jobsOf } from '../queue/queue.ts';
import type { PredictPorts } from './ports.ts';

/** @throws ProblemError when the model's queue of jobs is full; CloudError */
export async function makeRoomForJob(
  ports: Pick<PredictPorts, 'predictions' | 'clock'>,
  { name }: AsyncModel,
): Promise<void> {
  if ((await countQueued(ports, [jobsOf(name)])) < LIMITS.queuedPredictions) return;
  const detail = `${LIMITS.queuedPredictions} jobs of this model are not finished yet. Ask again later.`;
  throw new ProblemError('overloaded', detail);
}
