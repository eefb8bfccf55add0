import { LIMITS } from '@pilotlight/contracts';
import type { ActivityNotes, ActivityStore, Clock, EndpointId, Log } from './ports.ts';

export interface ActivityOptions {
  readonly store: Pick<ActivityStore, 'recordActivity'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly notes: ActivityNotes;
  /** One instance writes at most once per interval. */
  readonly intervalSeconds: number;
}

/**
 * @returns `touch`, which records that an endpoint is in use. It writes to the store unless memory or the instance's notes
 * say that this was done within the interval. It never throws: a failed write is logged.
 *
 *     use    use  use  use          use
 *     |write fails|    |            |write
 *                 |<- at most 10 s->|      nothing is written: a DynamoDB outage slows only one answer in this time;
 *                                          SageMaker's own metric counts these uses
 */
export function createActivity(
  options: ActivityOptions,
): (endpoint: Pick<EndpointId, 'key'>) => Promise<void> {
  const { store, clock, log, notes, intervalSeconds } = options;
  const memory = new Map<string, number>();
  /** When the latest write failed, by endpoint. */
  const failures = new Map<string, number>();
  const retrySeconds = Math.min(intervalSeconds, LIMITS.activityRetrySeconds);

  /** A time in the future means that the clock was set back; it counts as unknown. */
  const within = (at: number | undefined, now: number, seconds: number) =>
    at !== undefined && at <= now && now - at < seconds * 1000;

  return async ({ key }) => {
    const now = clock.now();
    if (within(memory.get(key), now, intervalSeconds)) return;
    if (within(failures.get(key), now, retrySeconds)) return;
    const noted = notes.read(key);
    if (noted !== undefined && within(noted, now, intervalSeconds)) {
      memory.set(key, noted);
      return;
    }
    // Set before the write, so that simultaneous uses in one instance write once.
    memory.set(key, now);
    try {
      await store.recordActivity(key, now);
      failures.delete(key);
      notes.write(key, now);
    } catch (error) {
      memory.delete(key);
      failures.set(key, clock.now());
      log('error', 'activity_not_recorded', { endpoint: key, cause: String(error) });
    }
  };
}
