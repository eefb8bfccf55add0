import { parentPort, workerData } from 'node:worker_threads';
import ort from 'onnxruntime-node';
import { answer, type Invocation } from './answer.ts';
import { openBundle } from './bundle.ts';
import { loadHandler } from './handler.ts';

/** What `startModelRuntime` gives to each of its workers. */
export interface WorkerSettings {
  readonly directory: string;
}

if (!parentPort) throw new Error('worker.ts runs as a worker thread only');
const port = parentPort;
const { directory } = workerData as WorkerSettings;

// One thread: there is a worker for each processor, and for small models that is twice as fast as one session
// that spreads over all of them.
const handler = await loadHandler(await openBundle(directory), {
  ort,
  sessionOptions: {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
  },
});
port.on('message', async (message: Invocation | 'close') => {
  if (message === 'close') process.exit();
  port.postMessage(await answer(handler, message));
});
port.postMessage('loaded');
