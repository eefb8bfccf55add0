import { countAwake } from './cost/count-awake.ts';
import { look } from './observe.ts';
import type { Ports } from './ports.ts';
import { replayQueue } from './replay/replay-queue.ts';
import type { Standing } from './standing.ts';

export interface Sweep {
  readonly model: string;
  readonly standing: Standing;
  /** How many predictions got their answer. */
  readonly answered: number;
}

/**
 * Advances one model's wake and replays its parked predictions, whichever events arrived. Safe to run at any time, by
 * any number of callers.
 * @param deadline epoch milliseconds by which it must have ended
 * @throws CloudError
 */
export async function sweep(ports: Ports, model: string, deadline: number): Promise<Sweep> {
  const seenAt = ports.clock.now();
  const { standing, endpoint } = await look(ports, model);
  await countAwake(ports, model, endpoint, seenAt);
  const answered = standing === 'serving' ? await replayQueue(ports, model, deadline) : 0;
  ports.log('info', 'swept', { model, standing, answered });
  return { model, standing, answered };
}
