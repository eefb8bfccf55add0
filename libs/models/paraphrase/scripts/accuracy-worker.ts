import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import * as ort from 'onnxruntime-node';
import { loadModel } from '../src/handler.ts';
import { type Measured, Measurement } from './measure.ts';
import { type ParsedSentence, readParsedSentences } from './parsed-sentences.ts';

/** Measures its share of the sentences, with the handler and the files that are deployed. */
const { directory, data, sentences } = workerData as {
  directory: string;
  data: string;
  sentences: readonly ParsedSentence[];
};
const sessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1 };
const manifest = JSON.parse(readFileSync(join(directory, 'model.json'), 'utf8'));
const model = await loadModel(directory, { ort, sessionOptions, manifest });
const offered = (manifest.input.properties.tmpl.anyOf as { const?: string }[]).flatMap(
  (each) => each.const ?? [],
);
const measurement = new Measurement(model, readParsedSentences(data).train, offered);
const measured: Measured[] = [];
for (const sentence of sentences) measured.push(await measurement.measure(sentence));
parentPort?.postMessage(measured);
