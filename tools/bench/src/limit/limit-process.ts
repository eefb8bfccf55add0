import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { percentile } from '../statistics.ts';
import type { LimitJob, LimitReply, LimitSettings, WorkerCount } from './limit-types.ts';

/** Bare ONNX Runtime: worker threads that run a bundle's own handler over and over, with no server around them. */
let workers: Worker[] = [];

async function start(settings: LimitSettings): Promise<void> {
  workers = Array.from(
    { length: settings.workers },
    () => new Worker(new URL('./limit-worker.ts', import.meta.url), { workerData: settings }),
  );
  await Promise.all(workers.map((worker) => once(worker, 'message')));
}

async function ask<Answer>(worker: Worker, message: object): Promise<Answer> {
  const answered = once(worker, 'message');
  worker.postMessage(message);
  return (await answered)[0] as Answer;
}

async function run(job: LimitJob): Promise<LimitReply> {
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const counts = await Promise.all(
    workers.map((worker) => ask<WorkerCount>(worker, { ...job, taken })),
  );
  const latencies = counts.flatMap((count) => count.batchMilliseconds);
  return {
    figures: {
      perSecond: counts.reduce((sum, { inputs, seconds }) => sum + inputs / seconds, 0),
      p50Milliseconds: percentile(latencies, 50),
      p99Milliseconds: percentile(latencies, 99),
    },
  };
}

async function outputs(bodies: readonly string[]): Promise<LimitReply> {
  return { outputs: await ask<unknown[]>(workers[0] as Worker, bodies) };
}

process.on('message', async (message: LimitSettings | LimitJob | readonly string[]) => {
  let reply: LimitReply;
  try {
    if ('bundle' in message) {
      await start(message);
      reply = { outputs: [] };
    } else {
      reply = await ('milliseconds' in message ? run(message) : outputs(message));
    }
  } catch (error) {
    reply = { failure: (error as Error).message };
  }
  process.send?.(reply);
});
process.once('disconnect', () => process.exit());
