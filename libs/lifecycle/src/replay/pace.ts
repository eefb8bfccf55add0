import { LIMITS } from '@pilotlight/contracts';

/**
 * How many replays may be in flight is found out as TCP finds its window: one more for each round of answers (a share of
 * one for each answer), half as many once the container says that it has too much. It is the simplest rule that works:
 * it asks for no knowledge of the container or its instance, stays close to what they take, and lets several replays
 * which know nothing of each other come to equal shares. A rule that takes away one at a time would go on overloading a
 * container that has slowed down; one that doubles would overload it again at once.
 */
const { least, most } = LIMITS.replayConcurrency;

/** The window after one more answer. */
export const faster = (window: number): number => Math.min(most, window + 1 / window);

/** The window after the container, or AWS, asked to slow down. */
export const slower = (window: number): number => Math.max(least, window / 2);
