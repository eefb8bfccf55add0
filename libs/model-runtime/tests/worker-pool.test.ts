import { expect, onTestFinished, test } from 'vitest';
import { WorkerPool } from '../src/worker-pool.ts';

test('answers first come first served', async () => {
  const pool = new WorkerPool<number, number>({
    file: new URL('fixtures/echo-worker.mjs', import.meta.url),
    workerData: undefined,
    size: 1,
    maxQueue: 20,
    taskSeconds: 5,
    onWorkerLost: () => undefined,
  });
  onTestFinished(() => pool.close());
  const order: number[] = [];
  const tasks = Array.from({ length: 20 }, (_, n) => pool.run(n).then((done) => order.push(done)));
  await Promise.all(tasks);
  expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n));
});
