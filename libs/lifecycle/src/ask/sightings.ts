import { LIMITS } from '@pilotlight/contracts';
import type { Clock } from '../endpoint/ports.ts';

/** What one instance remembers of the endpoints beside functions, so that a request need not look first. */
export interface Sightings {
  /** Whether the endpoint was in service when it was last seen. */
  isServing(endpoint: string): boolean;
  saw(endpoint: string, serving: boolean): void;
  /** Whether it is time to look: true at most once in `LIMITS.sightSeconds`. */
  isDue(endpoint: string): boolean;
}

export function createSightings(clock: Pick<Clock, 'now'>): Sightings {
  const serving = new Set<string>();
  const looked = new Map<string, number>();
  return {
    isServing: (endpoint) => serving.has(endpoint),
    saw(endpoint, is) {
      if (is) serving.add(endpoint);
      else serving.delete(endpoint);
    },
    isDue(endpoint) {
      const now = clock.now();
      const last = looked.get(endpoint);
      // A time in the future means that the clock was set back.
      if (last !== undefined && last <= now && now - last < LIMITS.sightSeconds * 1000)
        return false;
      looked.set(endpoint, now);
      return true;
    },
  };
}
