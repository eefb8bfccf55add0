import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import * as ort from 'onnxruntime-node';
import { loadModel, predict, type EntailmentInput } from '../src/handler.ts';

/** Predicts the labels of its share of the pairs, with the handler and the files that are deployed. */
const { directory, pairs } = workerData as {
  directory: string;
  pairs: readonly EntailmentInput[];
};
const sessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1 };
const manifest = JSON.parse(readFileSync(join(directory, 'model.json'), 'utf8'));
const model = await loadModel(directory, { ort, sessionOptions, manifest });
const outputs = await predict(pairs, model);
parentPort?.postMessage(outputs.map((output) => output.label));
