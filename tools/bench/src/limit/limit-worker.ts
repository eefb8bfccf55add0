import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { ModelManifest } from '@pilotlight/contracts';
import type { ModelHooks } from '@pilotlight/model-runtime';
import ort from 'onnxruntime-node';
import type { LimitJob, LimitSettings, WorkerCount } from './limit-types.ts';

/** A job, and the position in its bodies that all workers share. */
export interface SharedJob extends LimitJob {
  readonly taken: Int32Array<SharedArrayBuffer>;
}

if (!parentPort) throw new Error('limit-worker.ts must run as a worker thread');
const port = parentPort;
const { bundle, threads } = workerData as LimitSettings;

type Hooks = Required<Pick<ModelHooks<unknown, unknown, unknown>, 'loadModel' | 'predict'>>;
const hooks = (await import(pathToFileURL(join(bundle, 'code', 'handler.mjs')).href)) as Hooks;
const manifest = JSON.parse(readFileSync(join(bundle, 'model.json'), 'utf8')) as ModelManifest;
const model = await hooks.loadModel(bundle, {
  ort,
  sessionOptions: {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
  },
  manifest,
});

async function count({ bodies, batch, milliseconds, taken }: SharedJob): Promise<WorkerCount> {
  const batchMilliseconds: number[] = [];
  const start = performance.now();
  let now = start;
  do {
    const first = Atomics.add(taken, 0, batch);
    const inputs = Array.from({ length: batch }, (_, index) =>
      JSON.parse(bodies[(first + index) % bodies.length] as string),
    );
    await hooks.predict(inputs, model);
    const end = performance.now();
    batchMilliseconds.push(end - now);
    now = end;
  } while (now - start < milliseconds);
  const inputs = batchMilliseconds.length * batch;
  return { inputs, seconds: (now - start) / 1000, batchMilliseconds };
}

/** The outputs for `bodies`, run one at a time. */
async function outputs(bodies: readonly string[]): Promise<unknown[]> {
  const all: unknown[] = [];
  for (const body of bodies) {
    const [output] = (await hooks.predict([JSON.parse(body)], model)) as unknown[];
    all.push(output);
  }
  return all;
}

port.on('message', async (message: SharedJob | readonly string[]) => {
  port.postMessage('taken' in message ? await count(message) : await outputs(message));
});
port.postMessage('loaded');
