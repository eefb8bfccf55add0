import type { DeployedEndpoint, Problem } from '@pilotlight/contracts';
import type { QueuePorts } from './ports.ts';

type Reading = Pick<QueuePorts, 'predictions' | 'clock'>;

/** How many predictions of these models have no answer yet; eventually consistent. */
export async function countQueued(
  { predictions, clock }: Reading,
  models: readonly string[],
): Promise<number> {
  const now = clock.now();
  const counts = await Promise.all(models.map((model) => predictions.countQueued(model, now)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The queued ids of `model`, page by page, oldest first. */
export async function* queuedPages(
  { predictions, clock }: Reading,
  model: string,
): AsyncGenerator<string[]> {
  let after: string | undefined;
  do {
    const page = await predictions.queued(model, clock.now(), after);
    if (page.length > 0) yield page;
    after = page.at(-1);
  } while (after !== undefined);
}

/** Answers all queued predictions of these models with `error`. */
export async function failQueued(
  ports: QueuePorts,
  models: readonly string[],
  error: Problem,
): Promise<void> {
  const { predictions, clock, log } = ports;
  for (const model of models) {
    for await (const page of queuedPages(ports, model)) {
      const answers = await Promise.all(
        page.map((id) => predictions.answer(id, { error }, clock.now())),
      );
      const ids = page.filter((_, index) => answers[index]);
      if (ids.length === 0) continue;
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
