/** Measures the shipped model on photographs: `nx run unicorn:accuracy --data=FOLDER`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodeImage } from '@pilotlight/model-runtime';
import { loadModel, predict } from '../src/handler.ts';
import { errorsPicture } from './errors-picture.ts';
import { figuresOf } from './figures.ts';
import {
  inTest,
  knownToBase,
  type LabelledPhotograph,
  readPhotographs,
} from './labelled-photographs.ts';

const MODEL_DIRECTORY = fileURLToPath(new URL('..', import.meta.url));
const MOST_PIXELS = 50_000_000;

type Judged = LabelledPhotograph & { readonly validated: boolean; readonly probability: number };

// ONNX Runtime would otherwise send telemetry; it reads this when it is loaded.
process.env.ORT_DISABLE_TELEMETRY ??= '1';

try {
  const { data, picture } = options();
  const judged = await judge(data, readPhotographs(data).filter(inTest));
  const unknown = judged.filter((photograph) => !knownToBase(photograph));
  for (const source of new Set(judged.map((photograph) => photograph.source))) {
    report(
      source,
      judged.filter((photograph) => photograph.source === source),
    );
  }
  report('all', judged);
  report('all that the base network cannot know', unknown);
  for (const { label, path, probability } of mistakes(unknown)) {
    console.log(`  wrong: ${probability.toFixed(3)} for ${label || 'no label'} (${path})`);
  }
  if (picture) writeFileSync(picture, errorsPicture(unknown));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** npm and Nx run a script in its package's folder, so a relative path is resolved against the caller's directory. */
function options(): { readonly data: string; readonly picture: string | undefined } {
  const { data, picture } = parseArgs({
    options: { data: { type: 'string' }, picture: { type: 'string' } },
  }).values;
  if (!data) {
    throw new Error(
      'The photographs are missing: give --data=FOLDER, with labels.csv (path, horse, label, split, source) and the ' +
        'files that it lists',
    );
  }
  const given = process.env.NX_WORKSPACE_ROOT ?? process.env.INIT_CWD ?? '.';
  return { data: resolve(given, data), picture: picture && resolve(given, picture) };
}

async function judge(folder: string, photographs: readonly LabelledPhotograph[]) {
  const ort = await import('onnxruntime-node');
  const manifest = JSON.parse(readFileSync(join(MODEL_DIRECTORY, 'model.json'), 'utf8'));
  const sessionOptions = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const model = await loadModel(MODEL_DIRECTORY, { ort, sessionOptions, manifest });
  const judged: Judged[] = [];
  for (const photograph of photographs) {
    const file = readFileSync(join(folder, photograph.path));
    const image = await decodeImage(file, ['image/jpeg', 'image/png'], MOST_PIXELS);
    const [output] = await predict([{ image }], model);
    if (!output) throw new Error(`no answer for ${photograph.path}`);
    judged.push({ ...photograph, ...output });
  }
  return judged;
}

function report(name: string, judged: readonly Judged[]): void {
  const { horses, found, others, mistaken, ...shares } = figuresOf(judged);
  const [balanced, precision, recall] = [
    shares.balancedAccuracy,
    shares.precision,
    shares.recall,
  ].map((share) => (Number.isNaN(share) ? 'undefined' : share.toFixed(4)));
  console.log(
    `${name}: ${found} of ${horses} horses found, ${mistaken} of ${others} others taken for one; ` +
      `balanced accuracy ${balanced}, precision ${precision}, recall ${recall}`,
  );
}

function mistakes(judged: readonly Judged[]): Judged[] {
  return judged
    .filter(({ horse, validated }) => horse !== validated)
    .sort((one, other) => one.probability - other.probability);
}
