/** Measures the shipped model on sentences that were not trained on: `nx run paraphrase:accuracy --data=FILE`. */
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { wordsOf } from '../src/words.ts';
import type { Measured } from './measure.ts';
import { NearDuplicates } from './near-duplicates.ts';
import { type ParsedSentence, readParsedSentences } from './parsed-sentences.ts';
import { reportOf } from './report.ts';

const THREADS = 2;
/** A sentence that shares more of its words with a training sentence is not measured. */
const NEAR_DUPLICATE = 0.7;
const MODEL_DIRECTORY = fileURLToPath(new URL('..', import.meta.url));
const WORKER = new URL('./accuracy-worker.ts', import.meta.url);

// ONNX Runtime would otherwise send telemetry; the workers share the process's environment.
process.env.ORT_DISABLE_TELEMETRY ??= '1';

try {
  const { data, part } = options();
  const started = performance.now();
  const { train, [part]: heldOut } = readParsedSentences(data);
  const known = new NearDuplicates(train.map(wordSet));
  const sentences = heldOut.filter((each) => known.closest(wordSet(each)) < NEAR_DUPLICATE);
  console.log(
    `${sentences.length} sentences; ${heldOut.length - sentences.length} more are near-duplicates of training sentences`,
  );
  if (sentences.length === 0) throw new Error(`${data} has no sentence to measure`);
  const shares = Array.from({ length: THREADS }, (_, thread) =>
    sentences.filter((_sentence, index) => index % THREADS === thread),
  );
  const measured = await Promise.all(shares.map((share) => measuredIn(data, share)));
  console.log(reportOf(measured.flat()));
  console.log(`in ${((performance.now() - started) / 1000).toFixed(0)} s`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** npm and Nx run a script in its package's folder, so a relative path is resolved against the caller's directory. */
function options(): { readonly data: string; readonly part: 'test' | 'tune' } {
  const { data, tune } = parseArgs({
    options: { data: { type: 'string' }, tune: { type: 'boolean', default: false } },
  }).values;
  if (!data) {
    throw new Error(
      'The sentences are missing: give --data=FILE, a .tsv or .tsv.gz with a header and the columns sentence, parse; ' +
        'with --tune, those that the search was tuned on are measured',
    );
  }
  const given = process.env.NX_WORKSPACE_ROOT ?? process.env.INIT_CWD ?? '.';
  return { data: resolve(given, data), part: tune ? 'tune' : 'test' };
}

function wordSet({ text }: ParsedSentence): string[] {
  return wordsOf(text).map((word) => word.toLowerCase());
}

async function measuredIn(data: string, sentences: readonly ParsedSentence[]): Promise<Measured[]> {
  if (sentences.length === 0) return [];
  const worker = new Worker(WORKER, {
    workerData: { directory: MODEL_DIRECTORY, data, sentences },
  });
  const [measured] = (await once(worker, 'message')) as [Measured[]];
  return measured;
}
