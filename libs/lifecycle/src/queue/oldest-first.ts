import type { DeployedModel } from '@pilotlight/contracts';
import { queuedPages } from './queue.ts';
import type { QueuePorts } from './ports.ts';

/** A prediction without an answer, and its model. */
export interface Queued {
  readonly model: DeployedModel;
  readonly id: string;
}

/** The queued predictions of several models in the order in which they were parked: their ids sort by time. */
export async function* oldestFirst(
  ports: Pick<QueuePorts, 'predictions' | 'clock'>,
  models: readonly DeployedModel[],
): AsyncGenerator<Queued> {
  const queues = models.map((model) => idsOf(ports, model));
  const heads = await Promise.all(queues.map(nextOf));
  for (;;) {
    let oldest = -1;
    for (const [index, head] of heads.entries()) {
      const best = heads[oldest];
      if (head && (!best || head.id < best.id)) oldest = index;
    }
    const [head, queue] = [heads[oldest], queues[oldest]];
    if (!head || !queue) return;
    yield head;
    heads[oldest] = await nextOf(queue);
  }
}

async function* idsOf(
  ports: Pick<QueuePorts, 'predictions' | 'clock'>,
  model: DeployedModel,
): AsyncGenerator<Queued> {
  for await (const page of queuedPages(ports, model.name)) {
    for (const id of page) yield { model, id };
  }
}

async function nextOf(queue: AsyncGenerator<Queued>): Promise<Queued | undefined> {
  const { value, done } = await queue.next();
  return done ? undefined : value;
}
