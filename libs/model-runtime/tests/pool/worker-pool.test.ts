import fc from 'fast-check';
import { setTimeout as after } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Answer } from '../../src/answer-types.ts';
import { BatchQueue } from '../../src/pool/batch-queue.ts';
import type { Job } from '../../src/pool/job.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { WorkerPool } from '../../src/pool/worker-pool.ts';
import { FakeWorker } from '../fakes.ts';

const plan: Plan = {
  workers: 2,
  threadsPerWorker: 1,
  maxBatch: 4,
  maxDelayMilliseconds: 0,
  runOverheadInputs: 1,
};

function setUp(options: { workers?: number; maxBatch?: number; loads?: boolean } = {}) {
  const { workers: count = 2, maxBatch = 4, loads = true } = options;
  const queue = new BatchQueue();
  const workers: FakeWorker[] = [];
  const refuse: { once?: Error } = {};
  const start = () => {
    const { once } = refuse;
    delete refuse.once;
    if (once) throw once;
    const worker = new FakeWorker();
    if (loads) worker.load();
    workers.push(worker);
    return worker;
  };
  for (let started = 0; started < count; started++) start().load();
  const onWorkerLost = vi.fn();
  const pool = new WorkerPool({
    queue,
    plan: { ...plan, workers: count, maxBatch },
    workers: [...workers],
    start,
    onWorkerLost,
  });
  onTestFinished(() => pool.close());
  let ids = 0;
  const ask = () => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const id = ids++;
    const invocation = { body: Uint8Array.of(id), contentType: '', accept: '' };
    const job: Job = { id, invocation, takenAt: performance.now(), resolve, reject };
    queue.push(job, pool.underWay, job.takenAt);
    pool.dispatch();
    promise.catch(() => undefined);
    return { job, promise };
  };
  return { queue, workers, pool, ask, onWorkerLost, refuse };
}

test('gives an idle worker the first job at once, and batches the jobs that wait meanwhile', async () => {
  const { workers, ask } = setUp({ workers: 1 });
  const asked = Array.from({ length: 4 }, ask);
  expect(workers[0]?.runs).toEqual([1]);
  workers[0]?.answer();
  expect(workers[0]?.runs).toEqual([1, 3]);
  for (let left = 0; left < 3; left++) workers[0]?.answer();
  const bodies = await Promise.all(asked.map(async ({ promise }) => (await promise).body));
  expect(bodies).toEqual([0, 1, 2, 3].map((id) => Uint8Array.of(id)));
});

test('rejects the only job of a lost worker, with the reason', async () => {
  const { workers, pool, ask, onWorkerLost } = setUp({ workers: 1 });
  const { promise } = ask();
  workers[0]?.crash();
  await expect(promise).rejects.toThrow('crashed');
  expect(onWorkerLost).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(pool.healthyWorkers).toBe(1));
  expect([pool.workersLost, pool.lastLoss?.message]).toEqual([1, 'crashed']);
});

test('reruns each job of a lost run alone, and rejects only the one that crashes again', async () => {
  const { workers, ask } = setUp({ workers: 1 });
  const first = ask();
  const [bad, good] = [ask(), ask()];
  workers[0]?.answer();
  expect(workers[0]?.runs).toEqual([1, 2]);
  workers[0]?.crash();
  await vi.waitFor(() => expect(workers[1]?.runs).toEqual([1]));
  workers[1]?.crash();
  await expect(bad.promise).rejects.toThrow('crashed');
  await vi.waitFor(() => expect(workers[2]?.runs).toEqual([1]));
  workers[2]?.answer();
  expect((await good.promise).body).toEqual(Uint8Array.of(2));
  await first.promise;
});

test('does not rerun a job whose caller has left', async () => {
  const { workers, ask } = setUp({ workers: 1 });
  ask();
  const [gone, other] = [ask(), ask()];
  workers[0]?.answer();
  gone.job.abandoned = true;
  workers[0]?.crash();
  await vi.waitFor(() => expect(workers[1]?.jobs).toEqual([other.job]));
  await expect(gone.promise).rejects.toThrow('crashed');
});

test('retries when a replacement cannot load, and reports each failure', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { workers, pool, onWorkerLost } = setUp({ workers: 1, loads: false });
  workers[0]?.crash();
  workers[1]?.failToLoad(new Error('no memory'));
  await vi.advanceTimersByTimeAsync(0);
  expect(onWorkerLost.mock.lastCall?.[0]).toHaveProperty('message', 'no memory');
  expect(pool.healthyWorkers).toBe(0);
  await vi.advanceTimersByTimeAsync(1000);
  workers[2]?.load();
  await vi.advanceTimersByTimeAsync(0);
  expect(pool.healthyWorkers).toBe(1);
});

test('retries when a thread cannot be started for a replacement', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { workers, pool, onWorkerLost, refuse } = setUp({ workers: 1 });
  refuse.once = new Error('EAGAIN');
  workers[0]?.crash();
  await vi.advanceTimersByTimeAsync(0);
  expect(onWorkerLost.mock.lastCall?.[0]).toHaveProperty('message', 'EAGAIN');
  await vi.advanceTimersByTimeAsync(1000);
  expect(pool.healthyWorkers).toBe(1);
});

test('replaces no worker once it is closed', async () => {
  const { workers, pool, ask } = setUp({ workers: 1 });
  const { promise } = ask();
  pool.close();
  workers[0]?.crash();
  await expect(promise).rejects.toThrow('crashed');
  await after(5);
  expect(workers).toHaveLength(1);
});

type Step =
  | { kind: 'ask' }
  | { kind: 'answer' | 'crash'; worker: number }
  | { kind: 'cancel'; at: number }
  | { kind: 'pause' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Step>({ kind: 'ask' }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('answer' as const), worker: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), worker: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), at: fc.nat(30) }) },
  { weight: 3, arbitrary: fc.constant<Step>({ kind: 'pause' }) },
);

test('gives every caller its own answer exactly once, under any interleaving of cancels and crashes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.integer({ min: 1, max: 3 }),
      fc.integer({ min: 1, max: 5 }),
      async (steps, count, maxBatch) => {
        const { queue, workers, ask } = setUp({ workers: count, maxBatch });
        const asked: (ReturnType<typeof ask> & { crashes: number })[] = [];
        const alive = () => workers.filter(({ adopted }) => adopted);
        const crash = (worker: FakeWorker | undefined) => {
          for (const one of asked) if (worker?.jobs.includes(one.job)) one.crashes += 1;
          worker?.crash();
        };
        for (const one of steps) {
          if (one.kind === 'ask') asked.push({ ...ask(), crashes: 0 });
          else if (one.kind === 'answer') alive()[one.worker % alive().length]?.answer();
          else if (one.kind === 'crash') crash(alive()[one.worker % alive().length]);
          else if (one.kind === 'cancel') {
            const job = asked[one.at]?.job;
            if (job) job.abandoned = true;
            if (job && queue.remove(job)) job.reject(new Error('cancelled'));
          } else await Promise.resolve();
        }
        // From here no worker crashes: all queued jobs are answered.
        for (
          let turn = 0;
          turn < 500 && (queue.length > 0 || alive().some(({ running }) => running > 0));
          turn++
        ) {
          await Promise.resolve();
          for (const worker of alive()) worker.answer();
        }
        expect(queue.length).toBe(0);
        const ends = await Promise.allSettled(asked.map(({ promise }) => promise));
        ends.forEach((end, id) => {
          const { job, crashes } = asked[id] as (typeof asked)[number];
          if (end.status === 'fulfilled') expect(end.value.body).toEqual(Uint8Array.of(id));
          else if (!job.abandoned)
            expect([end.reason.message, crashes > 0]).toEqual(['crashed', true]);
        });
      },
    ),
    { numRuns: 500 },
  );
});
