import type { Row } from '../../src/container/row.ts';
import { Samples } from '../../src/container/samples.ts';
import type { Contender } from '../../src/systems/contender.ts';

/** A row with plain figures, overridden by `given`. */
export function row(given: Partial<Row>): Row {
  return {
    model: 'entailment',
    system: 'pilotlight',
    setting: 'some',
    callers: 32,
    lengths: 'short',
    perSecond: 100,
    leastPerSecond: 90,
    mostPerSecond: 120,
    p50Ms: 10,
    p99Ms: 15,
    rssMiB: 200,
    startMs: 500,
    installMiB: 50,
    ...given,
  };
}

/** A measured contender: for each cell's name, its predictions per second in each turn. */
export function measured(system: string, setting: string, cells: Record<string, number[]>) {
  const contender: Contender = {
    system,
    setting,
    path: '/predict',
    installMiB: 30,
    listed: false,
    sameWeights: () => true,
    spec: () => {
      throw new Error('no server is started here');
    },
  };
  const samples = new Samples();
  for (const [name, turns] of Object.entries(cells)) {
    for (const perSecond of turns) samples.add(name, { perSecond, p50Ms: 1, p99Ms: 2, rssMiB: 3 });
  }
  return { contender, samples, startMilliseconds: [30, 10, 20] };
}
