import { parentPort, workerData } from 'node:worker_threads';
import ort from 'onnxruntime-node';
import { answerRun } from '../run/answer-run.ts';
import { answerStream } from '../streams/answer-stream.ts';
import { checkBatch } from '../batch-check/check-batch.ts';
import { openBundle } from '../bundle.ts';
import { loadHandler } from '../handler/load-handler.ts';
import { lendModules } from '../handler/lend-modules.ts';
import { sessionOptions } from '../handler/session-options.ts';
import { measureExample } from '../plan/measure-example.ts';
import { processorWaitMilliseconds } from '../plan/processor-wait.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import { ReplyBuffer } from '../run/reply-buffer.ts';
import { StreamCredit } from '../streams/stream-credit.ts';

if (!parentPort) throw new Error('worker.ts must run as a worker thread');
const port = parentPort;
const { directory, threads } = workerData as WorkerSettings;

lendModules();
const handler = await loadHandler(await openBundle(directory), {
  ort,
  sessionOptions: sessionOptions(threads),
});
const post = (message: FromWorker) => port.postMessage(message);
const credits = new Map<number, StreamCredit>();

async function run({ jobs, limits }: Extract<ToWorker, { kind: 'run' }>): Promise<void> {
  if (!handler.streams) {
    const numbered = jobs.map((job) => [job.id, job] as const);
    const buffer = new ReplyBuffer(jobs.length, (replies) => post({ kind: 'replies', replies }));
    return answerRun(handler, numbered, limits, (id, reply, follows) =>
      buffer.add(id, reply, performance.now(), follows),
    );
  }
  for (const { id, ...invocation } of jobs) {
    const credit = new StreamCredit(post);
    credits.set(id, credit);
    await answerStream(handler, id, invocation, credit);
    credits.delete(id);
  }
}

port.on('message', async (message: ToWorker) => {
  switch (message.kind) {
    case 'run':
      return run(message);
    case 'measure': {
      const waited = () => processorWaitMilliseconds(threads);
      return post(await measureExample(handler, message.batch, message.milliseconds, waited));
    }
    case 'check-batch':
      return post({ kind: 'batch-checked', changed: await checkBatch(handler, message.batch) });
    case 'taken':
      return credits.get(message.id)?.taken();
    case 'cancel':
      return credits.get(message.id)?.leave();
    case 'close':
      process.exit();
  }
});
post({ kind: 'loaded', streams: handler.streams });
