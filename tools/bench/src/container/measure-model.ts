import { Limit } from '../limit/limit.ts';
import type { LoadGenerator } from '../load/load-generator.ts';
import type { BenchModel } from '../models/bench-model.ts';
import { median } from '../statistics.ts';
import type { Contender } from '../systems/contender.ts';
import { type Cell, cellName } from './cell.ts';
import type { Effort } from './effort.ts';
import { fastestSettings } from './fastest-settings.ts';
import { MeasuredContender } from './measured-contender.ts';
import { MeasuredLimit } from './measured-limit.ts';
import type { Row } from './row.ts';
import { contenderRows, limitRows } from './rows.ts';
import { say } from './say.ts';

export interface ModelRun {
  readonly model: BenchModel;
  readonly contenders: readonly Contender[];
  readonly withLimit: boolean;
  readonly cells: readonly Cell[];
  readonly effort: Effort;
  readonly load: LoadGenerator;
  /** Called when a contender failed or answered wrongly; it is not measured any further. */
  onFailure(what: string, error: Error): void;
}

/** Measures every contender with one model, in turns, and returns a row for each system and cell. */
export async function measureModel(run: ModelRun): Promise<Row[]> {
  const limit = await Limit.start(run.model);
  const bare = new MeasuredLimit(limit);
  const mixes = [...new Set(run.cells.map(({ lengths }) => lengths))];
  const started: MeasuredContender[] = [];
  try {
    let running = await whatWorks(run, run.contenders, async (contender) => {
      const measured = await MeasuredContender.start(contender, run.model, run.effort.starts);
      started.push(measured);
      await stopIfFails(measured, () => makeReady(run, measured, limit));
      return measured;
    });
    if (run.withLimit) await bare.chooseFinalists(run.cells, run.effort);
    for (let turn = 1; turn <= run.effort.turns; turn++) {
      say(`${run.model.name}, turn ${turn} of ${run.effort.turns}`);
      // Cell by cell, so that compared figures are measured within seconds; in reverse order every second turn.
      const mirrored = turn % 2 === 0;
      for (const lengths of mixes) {
        if (run.withLimit && mirrored) await bare.measure(run.cells, lengths, run.effort);
        for (const cell of run.cells.filter((one) => one.lengths === lengths)) {
          const order = mirrored ? running.toReversed() : running;
          const able = await whatWorks(run, order, async (measured) => {
            await stopIfFails(measured, () => measureCell(run, measured, cell));
            return measured;
          });
          running = running.filter((measured) => able.includes(measured));
        }
        if (run.withLimit && !mirrored) await bare.measure(run.cells, lengths, run.effort);
      }
      if (turn >= run.effort.leastTurns) running = fastestSettings(running, run.cells);
    }
    const { name } = run.model;
    return [...contenderRows(name, running, run.cells), ...limitRows(name, bare, run.cells)];
  } finally {
    limit.stop();
    await Promise.all(started.map((measured) => measured.stop()));
  }
}

async function makeReady(run: ModelRun, measured: MeasuredContender, limit: Limit): Promise<void> {
  const { contender, startMilliseconds } = measured;
  tell(run, contender, `healthy after ${Math.round(median(startMilliseconds))} ms`);
  await measured.check((bodies) => limit.outputs(bodies));
  await measured.warmUp(run.cells, run.load, run.effort);
  measured.pause();
}

async function measureCell(run: ModelRun, measured: MeasuredContender, cell: Cell): Promise<void> {
  measured.resume();
  const { perSecond, p50Ms, p99Ms } = await measured.measure(cell, run.load, run.effort);
  measured.pause();
  const figures = `${perSecond.toFixed(1)}/s, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`;
  tell(run, measured.contender, `${cellName(cell)}: ${figures}`);
}

/** Stops a server that failed or answered wrongly, so that it takes no resources from those measured after it. */
async function stopIfFails(measured: MeasuredContender, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    await measured.stop();
    throw error;
  }
}

/** Does `work` for each item in order, and drops the items for which it fails. */
async function whatWorks<Item extends Contender | MeasuredContender, Result>(
  run: ModelRun,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) {
    try {
      results.push(await work(item));
    } catch (error) {
      const { system, setting } = 'contender' in item ? item.contender : item;
      run.onFailure(`${system} (${setting}) with ${run.model.name}`, error as Error);
    }
  }
  return results;
}

function tell({ model }: ModelRun, { system, setting }: Contender, what: string): void {
  say(`${model.name}, ${system} (${setting}): ${what}`);
}
