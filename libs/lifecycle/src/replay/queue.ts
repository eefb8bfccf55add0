import type { Problem } from '@pilotlight/contracts';
import type { Ports } from '../ports.ts';

/** The queued ids of `model`, page by page, oldest first. */
export async function* queuedPages(
  { store, clock }: Pick<Ports, 'store' | 'clock'>,
  model: string,
): AsyncGenerator<string[]> {
  let after: string | undefined;
  do {
    const page = await store.queued(model, clock.now(), after);
    if (page.length > 0) yield page;
    after = page.at(-1);
  } while (after !== undefined);
}

/** Answers all queued predictions of `model` with `error`. */
export async function failQueued(ports: Ports, model: string, error: Problem): Promise<void> {
  const { store, clock, log } = ports;
  for await (const page of queuedPages(ports, model)) {
    const answers = await Promise.all(page.map((id) => store.answer(id, { error }, clock.now())));
    const ids = page.filter((_, index) => answers[index]);
    if (ids.length === 0) continue;
    log('warn', 'predictions_failed', { model, ids, count: ids.length, code: error.code });
  }
}
