import type { DeployedEndpoint, Problem } from '@pilotlight/contracts';
import type { QueuePorts } from './ports.ts';

type Reading = Pick<QueuePorts, 'predictions' | 'clock'>;

/** The queue of a model's jobs. What an endpoint wakes for is in the queue with the model's own name. */
export const jobsOf = (model: string) => `${model}#jobs`;

/** How many predictions in these queues have no answer yet; eventually consistent. */
export async function countQueued(
  { predictions, clock }: Reading,
  queues: readonly string[],
): Promise<number> {
  const now = clock.now();
  const counts = await Promise.all(queues.map((queue) => predictions.countQueued(queue, now)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The ids in a queue, page by page, oldest first. */
export async function* queuedPages(
  { predictions, clock }: Reading,
  queue: string,
): AsyncGenerator<string[]> {
  let after: string | undefined;
  do {
    const page = await predictions.queued(queue, clock.now(), after);
    if (page.length > 0) yield page;
    after = page.at(-1);
  } while (after !== undefined);
}

/** Answers all predictions in these queues with `error`. */
export async function failQueued(
  ports: QueuePorts,
  queues: readonly string[],
  error: Problem,
): Promise<void> {
  const { predictions, clock, log } = ports;
  for (const queue of queues) {
    for await (const page of queuedPages(ports, queue)) {
      const answers = await Promise.all(
        page.map((id) => predictions.answer(id, { error }, clock.now())),
      );
      const ids = page.filter((_, index) => answers[index]);
      if (ids.length === 0) continue;
      const [model] = queue.split('#');
      log('warn', 'predictions_failed', { model, ids, count: ids.length, code: error.code });
    }
  }
}

/** Answers with `error` all queued predictions that only this endpoint can answer: not those of models with a function. */
export function failDependent(
  ports: QueuePorts,
  { models, functions = [] }: DeployedEndpoint,
  error: Problem,
): Promise<void> {
  const dependent = models.filter((model) => !functions.includes(model));
  return failQueued(ports, dependent, error);
}
