import * as fc from 'fast-check';
import type { Moment } from './plan.ts';

/** The calls to disturb, how often each is made in a run, and the weight of disturbing it. */
const CALLS: readonly (readonly [call: Moment['call'], often: number, weight: number])[] = [
  ['api invoke', 6, 6],
  ['api invoke function', 6, 2],
  ['api invoke serverless', 4, 3],
  ['api addSpend', 1, 1],
  ['api describe', 8, 2],
  ['api create', 2, 4],
  ['api delete', 1, 1],
  ['api enable', 3, 4],
  ['api readWake', 8, 1],
  ['api writeWake', 6, 4],
  ['api readActivity', 2, 1],
  ['api recordActivity', 4, 6],
  ['api park', 4, 2],
  ['api bindKey', 2, 2],
  ['api countQueued', 5, 1],
  ['api queued', 2, 1],
  ['api readPrediction', 8, 1],
  ['api claimPrediction', 2, 1],
  ['api readRequest', 2, 1],
  ['api releasePrediction', 1, 1],
  ['api answer', 3, 2],
  ['jobs invoke', 3, 2],
  ['jobs invoke function', 3, 1],
  ['jobs invoke serverless', 3, 2],
  ['jobs describe', 6, 1],
  ['jobs create', 2, 2],
  ['jobs delete', 1, 1],
  ['jobs enable', 2, 2],
  ['jobs readWake', 6, 1],
  ['jobs writeWake', 4, 3],
  ['jobs recordActivity', 3, 2],
  ['jobs countQueued', 5, 1],
  ['jobs queued', 4, 1],
  ['jobs claimPrediction', 4, 2],
  ['jobs readRequest', 4, 1],
  ['jobs releasePrediction', 2, 1],
  ['jobs answer', 4, 3],
  ['reaper describe', 8, 3],
  ['reaper sizeOf', 2, 1],
  ['reaper readWake', 8, 2],
  ['reaper writeWake', 2, 1],
  ['reaper countQueued', 8, 1],
  ['reaper readActivity', 4, 2],
  ['reaper recordActivity', 1, 1],
  ['reaper assumeActivity', 2, 1],
  ['reaper lastInvocation', 2, 1],
  ['reaper condemn', 2, 4],
  ['reaper read mark', 1, 1],
  ['reaper write mark', 1, 1],
  ['reaper clear mark', 4, 1],
  ['reaper delete', 2, 4],
  ['reaper create', 1, 1],
  ['reaper enable', 4, 2],
  ['reaper disable', 2, 6],
];

/** Calls at which another actor may interfere. */
const RACES: readonly (readonly [call: Moment['call'], often: number])[] = [
  ['api invoke', 3],
  ['api create', 2],
  ['api invoke function', 3],
  ['api invoke serverless', 3],
  ['api enable', 3],
  ['api writeWake', 4],
  ['api park', 2],
  ['jobs claimPrediction', 2],
  ['jobs answer', 2],
  ['reaper readWake', 8],
  ['reaper readActivity', 4],
  ['reaper condemn', 2],
  ['reaper condemn', 1],
  ['reaper delete', 2],
  ['reaper delete', 1],
  ['reaper disable', 2],
  ['reaper disable', 1],
  ['reaper enable', 3],
];

function momentOf(
  calls: readonly (readonly [call: Moment['call'], often: number, weight?: number])[],
): fc.Arbitrary<Moment> {
  const weighed = calls.flatMap((entry) => Array.from({ length: entry[2] ?? 1 }, () => entry));
  return fc
    .tuple(fc.constantFrom(...weighed), fc.nat(999))
    .map(([[call, often], random]) => ({ call, nth: 1 + (random % often) }));
}

/** A call to disturb. */
export const calls: fc.Arbitrary<Moment> = momentOf(CALLS);

/** A call at which another actor may interfere. */
export const races: fc.Arbitrary<Moment> = momentOf(RACES);
