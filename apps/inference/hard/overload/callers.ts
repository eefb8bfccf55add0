import { Wire } from '../support/wire.ts';
import { type Outcome, outcomeOf } from './work.ts';

/** `count` callers; each sends its next request as soon as the last is answered, for `seconds`. */
export async function callers(port: number, count: number, seconds: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: count }, async (_, caller) => {
      const wire = await Wire.open(port);
      for (let turn = 0; performance.now() < end; turn++) {
        outcomes.push(await outcomeOf(wire, caller + turn * count));
      }
      wire.cut();
    }),
  );
  return outcomes;
}

export function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
