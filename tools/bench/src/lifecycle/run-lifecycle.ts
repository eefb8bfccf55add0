import type { Row } from './row.ts';
import { simulate } from './simulate.ts';
import { systemsFor } from './systems/systems.ts';
import { TRAFFICS } from './traffic/traffic.ts';

/** Simulates a year of every traffic for its systems, sequentially. */
export async function runLifecycle(seed: number): Promise<Row[]> {
  const rows: Row[] = [];
  for (const traffic of TRAFFICS) {
    for (const system of systemsFor(traffic)) {
      const began = performance.now();
      rows.push(await simulate(traffic, system, seed));
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`a year of ${traffic} for ${system}: ${seconds} s`);
    }
  }
  return rows;
}
