import { type Cell, cellName } from './cell.ts';
import type { MeasuredContender } from './measured-contender.ts';

/** A setting with at least this share of its system's highest throughput may still turn out to be the fastest. */
const CLOSE = 0.9;

/**
 * Drops each contender that is clearly slower than another setting of its system in all `cells` with several callers.
 * Cells with a single caller do not count, because any setting answers it about equally fast.
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
