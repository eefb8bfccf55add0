import { planName } from '../limit/grid.ts';
import { median } from '../statistics.ts';
import { type Cell, cellName } from './cell.ts';
import type { MeasuredContender } from './measured-contender.ts';
import type { MeasuredLimit } from './measured-limit.ts';
import type { Row } from './row.ts';

type Finished = Pick<MeasuredContender, 'contender' | 'samples' | 'startMilliseconds'>;

/** A row for each system and cell, with the system's fastest setting for that cell. */
export function contenderRows(
  model: Row['model'],
  measured: readonly Finished[],
  cells: readonly Cell[],
): Row[] {
  const systems = [...new Set(measured.map(({ contender }) => contender.system))];
  return systems.flatMap((system) =>
    cells.flatMap((cell) => {
      const settings = measured.filter(({ contender }) => contender.system === system);
      const [best] = settings
        .flatMap(({ contender, samples, startMilliseconds }): Row[] => {
          const sample = samples.summary(cellName(cell));
          if (!sample) return [];
          const { setting, installMiB } = contender;
          const startMs = median(startMilliseconds);
          return [{ model, system, setting, ...cell, ...sample, startMs, installMiB }];
        })
        .sort((one, other) => other.perSecond - one.perSecond);
      return best ? [best] : [];
    }),
  );
}

export function limitRows(
  model: Row['model'],
  limit: Pick<MeasuredLimit, 'best'>,
  cells: readonly Cell[],
): Row[] {
  return cells.flatMap((cell) => {
    const best = limit.best(cell);
    if (!best) return [];
    const setting = planName(best.plan);
    return [
      { model, system: 'limit', setting, ...cell, ...best.sample, startMs: null, installMiB: null },
    ];
  });
}
