import { LIMITS } from '@pilotlight/contracts';

/**
 * The number of replays in flight is controlled like TCP's congestion window (additive increase, multiplicative
 * decrease): one more per round of answers (1 / window per answer), half as many when the container is overloaded. This
 * is the simplest rule that works: it needs no knowledge of the container or its instance, stays close to their
 * capacity, and gives independent sweeps equal shares. Decreasing by one would keep overloading a container that has
 * slowed down; doubling would overload it again at once.
 */
const { least, most } = LIMITS.replayConcurrency;

/** The window after one more answer. */
export const faster = (window: number): number => Math.min(most, window + 1 / window);

/** The window after an overload of the container, or throttling by AWS. */
export const slower = (window: number): number => Math.max(least, window / 2);
