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
 * neither says that it was written within the interval. It never throws: a use that could not be recorded is logged,
 * and the next use tries again.
 */
export function createActivity(options: ActivityOptions): (model: string) => Promise<void> {
  const { store, clock, log, notes, intervalSeconds } = options;
  const memory = new Map<string, number>();

  /** A time in the future comes from a clock that was set back, and counts as not known. */
  const fresh = (at: number | undefined, now: number) =>
    at !== undefined && at <= now && now - at < intervalSeconds * 1000;

  return async (model) => {
    const now = clock.now();
    if (fresh(memory.get(model), now)) return;
    const noted = notes.read(model);
    if (noted !== undefined && fresh(noted, now)) {
      memory.set(model, noted);
      return;
    }
    // Before the write, so that simultaneous uses in one instance write once.
    memory.set(model, now);
    try {
      await store.recordActivity(model, now);
      notes.write(model, now);
    } catch (error) {
      memory.delete(model);
      log('error', 'activity_not_recorded', { model, cause: String(error) });
    }
  };
}
