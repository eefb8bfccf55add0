import {
  type BundleSize,
  type ServingWayId,
  type Verdict,
  verdictsOf,
} from '@pilotlight/contracts';

/**
 * Whether a bundle fits one way to serve it.
 * @param workers that its manifest asks for; default: what the way recommends
 */
export function verdictOf(way: ServingWayId, size: BundleSize, workers?: number): Verdict {
  const verdict = verdictsOf(size, workers).find((one) => one.way.id === way);
  if (!verdict) throw new Error(`the contracts have no way ${way}`);
  return verdict;
}

/** What to set for a bundle that does not fit the way that was asked for. */
export function insteadOf(size: BundleSize): string {
  const settings = verdictsOf(size)
    .filter(({ fits }) => fits)
    .flatMap(({ way }) => (way.setting === undefined ? [] : [`\`${way.setting}\``]));
  return settings.length === 0
    ? 'make it smaller (int8)'
    : `make it smaller (int8), or set ${settings.join(' or ')}`;
}
