/** Measures the shipped model on SNLI's test pairs: `nx run entailment:accuracy --data=FILE`. */
import { once } from 'node:events';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { readTestPairs, type LabelledPair } from './labelled-pairs.ts';

const THREADS = 2;
const MODEL_DIRECTORY = fileURLToPath(new URL('..', import.meta.url));
const WORKER = new URL('./accuracy-worker.ts', import.meta.url);

// ONNX Runtime would otherwise send telemetry; the workers share the process's environment.
process.env.ORT_DISABLE_TELEMETRY ??= '1';

try {
  const pairs = readTestPairs(dataPath());
  const started = performance.now();
  const shares = Array.from({ length: THREADS }, (_, thread) =>
    pairs.filter((_pair, index) => index % THREADS === thread),
  );
  const predicted = await Promise.all(shares.map(predictedLabels));
  report(shares.flat(), predicted.flat());
  console.log(`in ${((performance.now() - started) / 1000).toFixed(1)} s`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** npm and Nx run a script in its package's folder, so a relative path is resolved against the caller's directory. */
function dataPath(): string {
  const { data } = parseArgs({ options: { data: { type: 'string' } } }).values;
  if (!data) {
    throw new Error(
      'The test pairs are missing: give --data=FILE, a .tsv or .tsv.gz with a header and the columns ' +
        'label, premise, hypothesis, split, source',
    );
  }
  return resolve(process.env.NX_WORKSPACE_ROOT ?? process.env.INIT_CWD ?? '.', data);
}

async function predictedLabels(pairs: readonly LabelledPair[]): Promise<string[]> {
  if (pairs.length === 0) return [];
  const worker = new Worker(WORKER, { workerData: { directory: MODEL_DIRECTORY, pairs } });
  const [labels] = (await once(worker, 'message')) as [string[]];
  return labels;
}

function report(pairs: readonly LabelledPair[], predicted: readonly string[]): void {
  const line = (name: string, chosen: (label: string) => boolean) => {
    const counted = pairs.map((pair, i) => ({
      label: pair.label,
      right: pair.label === predicted[i],
    }));
    const of = counted.filter(({ label }) => chosen(label));
    const right = of.filter((pair) => pair.right).length;
    console.log(
      `${name}: ${right} of ${of.length} right, accuracy ${(right / of.length).toFixed(4)}`,
    );
  };
  for (const label of new Set(pairs.map((pair) => pair.label))) {
    line(label, (other) => other === label);
  }
  line('all', () => true);
}
