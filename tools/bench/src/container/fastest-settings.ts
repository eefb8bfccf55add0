import { type Cell, cellName } from './cell.ts';
import type { MeasuredContender } from './measured-contender.ts';

/** A setting within this share of its system's fastest may still turn out to be the faster one. */
const CLOSE = 0.9;

/**
 * Leaves out each contender that is clearly slower than its own system in another setting, in every one of `cells` with
 * several callers: a lone one is answered nearly as fast in any setting.
 */
export function fastestSettings<Measured extends Pick<MeasuredContender, 'contender' | 'samples'>>(
  measured: readonly Measured[],
  cells: readonly Cell[],
): Measured[] {
  const perSecond = (one: Measured, cell: Cell) =>
    one.samples.summary(cellName(cell))?.perSecond ?? 0;
  const crowded = cells.filter(({ callers }) => callers > 1);
  return measured.filter((one) => {
    const rivals = measured.filter((other) => other.contender.system === one.contender.system);
    return (crowded.length > 0 ? crowded : cells).some((cell) => {
      const best = Math.max(...rivals.map((rival) => perSecond(rival, cell)));
      return perSecond(one, cell) >= CLOSE * best;
    });
  });
}
