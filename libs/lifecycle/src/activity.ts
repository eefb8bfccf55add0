import { LIMITS } from '@pilotlight/contracts';
import type { ActivityNotes, Clock, Log, StorePort } from './ports.ts';

export interface ActivityOptions {
  readonly store: StorePort;
  readonly clock: Clock;
  readonly log: Log;
  readonly notes: ActivityNotes;
  /** One instance writes at most once in this time. */
  readonly intervalSeconds: number;
}

/**
 * @returns `touch`, which records that a model is in use: in memory, in the instance's notes, and in the store when
 * neither says that it was written within the interval. It never throws: a use that could not be recorded is logged.
 *
 *     use    use  use  use          use
 *     |write fails|    |            |write
 *                 |<- at most 10 s->|      nothing is written: an outage of DynamoDB slows one answer in this time, and
 *                                          SageMaker's own metric knows of these uses
 */
export function createActivity(options: ActivityOptions): (model: string) => Promise<void> {
  const { store, clock, log, notes, intervalSeconds } = options;
  const memory = new Map<string, number>();
  /** When the latest write failed. */
  const failures = new Map<string, number>();
  const retrySeconds = Math.min(intervalSeconds, LIMITS.activityRetrySeconds);

  /** A time in the future comes from a clock that was set back, and counts as not known. */
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
    // Before the write, so that simultaneous uses in one instance write once.
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
