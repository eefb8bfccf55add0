import { LIMITS } from '@pilotlight/contracts';
import type { ActivityNotes, Clock, Log, StorePort } from './ports.ts';

export interface ActivityOptions {
  readonly store: StorePort;
  readonly clock: Clock;
  readonly log: Log;
  readonly notes: ActivityNotes;
  /** One instance writes at most once per interval. */
  readonly intervalSeconds: number;
}

/**
 * @returns `touch`, which records that a model is in use. It writes to the store unless memory or the instance's notes
 * say that this was done within the interval. It never throws: a failed write is logged.
 *
 *     use    use  use  use          use
 *     |write fails|    |            |write
 *                 |<- at most 10 s->|      nothing is written: a DynamoDB outage slows only one answer in this time;
 *                                          SageMaker's own metric counts these uses
 */
export function createActivity(options: ActivityOptions): (model: string) => Promise<void> {
  const { store, clock, log, notes, intervalSeconds } = options;
  const memory = new Map<string, number>();
  /** When the latest write failed, by model. */
  const failures = new Map<string, number>();
  const retrySeconds = Math.min(intervalSeconds, LIMITS.activityRetrySeconds);

  /** A time in the future means that the clock was set back; it counts as unknown. */
  const within = (at: number | undefined, now: number, seconds: number) =>
    at !== undefined && at <= now && now - at < seconds * 1000;

  return async (model) => {
    const now = clock.now();
    if (within(memory.get(model), now, intervalSeconds)) return;
    if (within(failures.get(model), now, retrySeconds)) return;
    const noted = notes.read(model);
    if (noted !== undefined && within(noted, now, intervalSeconds)) {
      memory.set(model, noted);
      return;
    }
    // Set before the write, so that simultaneous uses in one instance write once.
    memory.set(model, now);
    try {
      await store.recordActivity(model, now);
      failures.delete(model);
      notes.write(model, now);
    } catch (error) {
      memory.delete(model);
      failures.set(model, clock.now());
      log('error', 'activity_not_recorded', { model, cause: String(error) });
    }
  };
}
