import { ENDPOINT } from '../model.ts';
import { STACK } from '../settings.ts';
import type { SimulatedCloud } from './simulated-cloud.ts';

const MINUTE = 60_000;

/** The time after its last use within which an endpoint should be deleted. */
const GRACE =
  (STACK.idleMinutes + STACK.checkMinutes) * MINUTE + STACK.activityIntervalSeconds * 1000;

/** @returns the hours so far that an endpoint was left running with the schedule disabled, sampled at each check */
export function watchLeaks(cloud: SimulatedCloud): () => number {
  const { endpoint, timeline } = cloud;
  let minutes = 0;
  cloud.every(STACK.checkMinutes, () => {
    const serves = endpoint.look(ENDPOINT)?.status === 'InService';
    const unused = timeline.now() - endpoint.lives.lastUsedAt;
    if (serves && !cloud.scheduleEnabled && unused > GRACE) minutes += STACK.checkMinutes;
  });
  return () => minutes / 60;
}
