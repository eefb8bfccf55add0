/** Measures the shipped model on IMDB's test reviews: `nx run sentiment:accuracy --data=FILE`. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { loadModel, predict } from '../src/handler.ts';
import { calibrationOf } from './calibration.ts';
import { type LabelledReview, readTestReviews } from './labelled-reviews.ts';

const MODEL_DIRECTORY = fileURLToPath(new URL('..', import.meta.url));

// ONNX Runtime would otherwise send telemetry; it reads this when it is loaded.
process.env.ORT_DISABLE_TELEMETRY ??= '1';

type Judged = LabelledReview & { readonly right: boolean; readonly probability: number };

try {
  const reviews = readTestReviews(dataPath());
  const started = performance.now();
  const judged = await judge(reviews);
  const seconds = (performance.now() - started) / 1000;
  report(
    'positive',
    judged.filter(({ positive }) => positive),
  );
  report(
    'negative',
    judged.filter(({ positive }) => !positive),
  );
  report('all', judged);
  for (const { from, to, answers, meanProbability, shareRight } of calibrationOf(judged)) {
    console.log(
      `probability ${from} to ${to}: ${answers} answers, mean probability ${meanProbability.toFixed(3)}, ` +
        `right ${shareRight.toFixed(3)}`,
    );
  }
  console.log(`in ${seconds.toFixed(1)} s`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** npm and Nx run a script in its package's folder, so a relative path is resolved against the caller's directory. */
function dataPath(): string {
  const { data } = parseArgs({ options: { data: { type: 'string' } } }).values;
  if (!data) {
    throw new Error(
      'The test reviews are missing: give --data=FILE, a .tsv or .tsv.gz with a header and the columns ' +
        'label, text, split, source',
    );
  }
  return resolve(process.env.NX_WORKSPACE_ROOT ?? process.env.INIT_CWD ?? '.', data);
}

async function judge(reviews: readonly LabelledReview[]): Promise<Judged[]> {
  const ort = await import('onnxruntime-node');
  const manifest = JSON.parse(readFileSync(join(MODEL_DIRECTORY, 'model.json'), 'utf8'));
  const sessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const model = await loadModel(MODEL_DIRECTORY, { ort, sessionOptions, manifest });
  const outputs = await predict(reviews, model);
  return reviews.map((review, index) => {
    const output = outputs[index];
    if (!output) throw new Error(`no answer for review ${index}`);
    const right = output.label === model.labels[review.positive ? 0 : 1];
    return { ...review, right, probability: output.probability };
  });
}

function report(name: string, judged: readonly Judged[]): void {
  const right = judged.filter((review) => review.right).length;
  const accuracy = (right / judged.length).toFixed(4);
  console.log(`${name}: ${right} of ${judged.length} right, accuracy ${accuracy}`);
}
