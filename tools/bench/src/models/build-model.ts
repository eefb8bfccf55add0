import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelManifest, parse } from '@pilotlight/contracts';
import { type Lengths, sentencePairs, texts } from '../inputs/inputs.ts';
import { PYTHON, ROOM, ROOT, WORK } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import { virtualEnvironment } from '../python/virtual-environment.ts';
import type { BenchModel, ModelName } from './bench-model.ts';

/** The BiLSTM's weights for PyTorch, the same as in its model.onnx. */
export const BILSTM_WEIGHTS = join(WORK, 'bilstm', 'weights.npz');

const ENTAILMENT = join(ROOT, 'libs', 'models', 'entailment');
const BILSTM = join(ROOM, 'models', 'bilstm');

/** Packs the model with tools/bundle, as a user would; first generates the BiLSTM's weights. */
export async function buildModel(name: ModelName): Promise<BenchModel> {
  if (name === 'bilstm') await makeWeights();
  const directory = name === 'bilstm' ? BILSTM : ENTAILMENT;
  await runCommand(process.execPath, [join(ROOT, 'tools', 'bundle', 'src', 'main.ts'), directory], {
    cwd: ROOT,
    environment: process.env,
  });
  const sentences = await exerciseSentences();
  const make = name === 'bilstm' ? texts : sentencePairs;
  const bodies = (lengths: Lengths) =>
    make(lengths, sentences).map((input) => JSON.stringify(input));
  return {
    name,
    bundle: join(directory, 'dist', 'bundle'),
    bodies: { short: bodies('short'), mixed: bodies('mixed') },
  };
}

async function makeWeights(): Promise<void> {
  const model = join(BILSTM, 'model.onnx');
  const script = join(PYTHON, 'bilstm_weights.py');
  const [made, ...sources] = await Promise.all(
    [BILSTM_WEIGHTS, script, join(PYTHON, 'bilstm_shape.py')].map(modifiedMilliseconds),
  );
  if ((await modifiedMilliseconds(model)) > 0 && (made as number) > Math.max(...sources)) return;
  const { python, environment } = await virtualEnvironment('weights');
  await runCommand(python, [script, '--model', model, '--weights', BILSTM_WEIGHTS], {
    cwd: PYTHON,
    environment,
  });
}

async function modifiedMilliseconds(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}

/** The premises of the entailment model's exercise, which this project wrote itself. */
async function exerciseSentences(): Promise<string[]> {
  const path = join(ENTAILMENT, 'model.json');
  const manifest = parse(ModelManifest, JSON.parse(await readFile(path, 'utf8')), path);
  return manifest.exercise?.prompts ?? [];
}
