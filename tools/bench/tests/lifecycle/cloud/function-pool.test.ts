import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/inputs/random.ts';
import { ASSUMED } from '../../../src/lifecycle/assumptions.ts';
import { Timeline } from '../../../src/lifecycle/clock/timeline.ts';
import { FunctionPool } from '../../../src/lifecycle/cloud/function-pool.ts';
import { Meter } from '../../../src/lifecycle/cloud/meter.ts';
import type { Process } from '../../../src/lifecycle/cloud/network.ts';

/** A random source that always returns the same number. */
class Always extends Random {
  readonly #value: number;

  constructor(value: number) {
    super(0);
    this.#value = value;
  }

  override next(): number {
    return this.#value;
  }
}

function createPool(random: Random = new Always(0.5)) {
  const timeline = new Timeline({ time: 0 });
  const meter = new Meter();
  const processes: Process[] = [];
  const create = (process: Process) => processes.push(process);
  const pool = new FunctionPool({
    timeline,
    random,
    coldStartMilliseconds: () => ASSUMED.coldStartMilliseconds,
    bill: (milliseconds) => meter.function(1024, milliseconds),
    create,
  });
  /** @returns the number of the instance that did the work, when it is done */
  const work = (milliseconds: number) =>
    pool.run(async (instance) => {
      await timeline.sleep(milliseconds);
      return instance;
    });
  return { timeline, meter, pool, work, processes };
}

describe('a function', () => {
  it('uses an idle instance, and starts another one for a concurrent request', async () => {
    const { timeline, work } = createPool();
    const used: number[] = [];
    timeline.start(async () => void used.push(...(await Promise.all([work(100), work(200)]))));
    timeline.at(10_000, () => timeline.start(async () => void used.push(await work(1))));
    await timeline.run(Infinity);
    expect(used).toEqual([1, 2, 2]);
  });

  it('recycles an instance that was unused for long', async () => {
    const { timeline, work, processes } = createPool();
    const most = ASSUMED.recycledAfterMinutes.most * 60_000;
    for (const at of [0, 2 * most]) timeline.at(at, () => timeline.start(async () => void work(1)));
    await timeline.run(Infinity);
    expect(processes).toHaveLength(2);
  });

  it('is billed by its time, including its cold start', async () => {
    const { timeline, meter, work } = createPool();
    timeline.start(async () => void (await work(5000)));
    await timeline.run(Infinity);
    expect(meter.lambdaRequests).toBe(1);
    expect(meter.lambdaGigabyteSeconds).toBeCloseTo(
      (5000 + ASSUMED.coldStartMilliseconds + ASSUMED.ownMilliseconds) / 1000,
      2,
    );
  });

  it('loses an instance that dies during its work, and the caller gets an error', async () => {
    const { timeline, work, processes } = createPool(new Always(0));
    const failures: unknown[] = [];
    timeline.start(async () => void (await work(60_000).catch((error) => failures.push(error))));
    await timeline.run(Infinity);
    expect(String(failures)).toBe('Error: the instance died');
    expect(processes).toEqual([{ dead: true }]);
  });

  it('keeps an instance whose work was done before it would die', async () => {
    const { timeline, work, processes } = createPool(new Always(0));
    timeline.start(async () => void (await work(0)));
    await timeline.run(Infinity);
    expect(processes).toEqual([{ dead: false }]);
  });

  it('is retried for an event, at most twice', async () => {
    const { timeline, pool } = createPool();
    const tries: number[] = [];
    const fail = () => {
      tries.push(Math.floor(timeline.now() / 1000));
      return Promise.reject(new Error('broken'));
    };
    timeline.start(() => pool.onEvent(fail));
    await timeline.run(Infinity);
    expect(tries).toEqual([0, 60, 180]);
  });
});
