import { LIMITS, type DeployedEndpoint, type DeployedModel } from '@pilotlight/contracts';
import { faster, slower } from './congestion-window.ts';
import type { ReplayPorts } from './ports.ts';
import { oldestFirst, type Queued } from '../queue/oldest-first.ts';
import { replay, REPLAY_SECONDS } from './replay.ts';
import { wake } from '../wake/wake.ts';

/** The queue index is eventually consistent: a second read finds predictions that were parked a moment ago. */
const SECOND_LOOK_MILLISECONDS = 1000;

/**
 * Replays the queued predictions of these models, oldest first and at the container's pace, until the queues
 * are empty, what answers has gone (an endpoint is then woken again) or `deadline` (epoch milliseconds) is too near for another
 * replay: a function that is stopped during an invocation loses the answer. When the container is busy, no replay
 * starts until the refused predictions are due, and these come first: a prediction overtakes at most those in flight.
 * @param endpoint the endpoint of all these models; undefined when they have none
 * @returns how many were answered
 * @throws CloudError
 */
export async function replayQueue(
  ports: ReplayPorts,
  endpoint: DeployedEndpoint | undefined,
  models: readonly DeployedModel[],
  deadline: number,
): Promise<number> {
  const { clock } = ports;
  /** id → earliest time of its next replay. */
  const resting = new Map<string, number>();
  let window: number = LIMITS.replayConcurrency.first;
  const run = { answered: 0, gone: false, busyUntil: 0 };
  const late = (wait = 0) => clock.now() + wait + REPLAY_SECONDS * 1000 > deadline;

  async function* waiting(): AsyncGenerator<Queued> {
    for await (const queued of oldestFirst(ports, models)) {
      if (run.gone || run.busyUntil > 0 || late()) return;
      if (!resting.has(queued.id)) yield queued;
    }
  }

  async function one({ model, id }: Queued): Promise<void> {
    const replayed = await replay(ports, model, id);
    if (replayed.kind === 'answered') {
      run.answered += 1;
      window = faster(window);
    } else if (replayed.kind === 'absent') {
      run.gone = true;
    } else if (replayed.kind === 'later') {
      resting.set(id, replayed.notBefore);
      if (replayed.busy) run.busyUntil = Math.max(run.busyUntil, replayed.notBefore);
    }
  }

  for (let look = 1; ; look++) {
    const now = clock.now();
    for (const [id, notBefore] of resting) if (notBefore <= now) resting.delete(id);
    run.busyUntil = 0;
    await inOrder(waiting(), () => Math.floor(window), one);
    if (run.gone || (resting.size === 0 && look > 1)) break;
    // Halved once for all replays in flight: they met the same full queue.
    if (run.busyUntil > 0) window = slower(window);
    const due = run.busyUntil > 0 ? run.busyUntil : Math.min(...resting.values());
    const wait = resting.size > 0 ? Math.max(0, due - clock.now()) : SECOND_LOOK_MILLISECONDS;
    if (late(wait)) break;
    await clock.sleep(wait);
  }
  if (run.gone && endpoint) await wake(ports, endpoint);
  return run.answered;
}

/**
 * Starts `work` on the items in order, with at most `most()` in flight.
 * @throws the first error, once nothing is in flight any more
 */
async function inOrder<T>(
  items: AsyncIterable<T>,
  most: () => number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const errors: unknown[] = [];
  for await (const item of items) {
    const run = work(item)
      .catch((error: unknown) => void errors.push(error))
      .finally(() => underWay.delete(run));
    underWay.add(run);
    while (underWay.size >= most()) await Promise.race(underWay);
    if (errors.length > 0) break;
  }
  await Promise.all(underWay);
  if (errors.length > 0) throw errors[0];
}
