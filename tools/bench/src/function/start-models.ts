import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FunctionRequest, ModelManifest, parse } from '@pilotlight/contracts';
import { buildModel } from '../models/build-model.ts';
import { ROOT, WORK } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import { directoryMiB } from '../systems/directory-size.ts';
import { type Layers, writeLayersBundle } from './layers-bundle.ts';

export const START_MODELS = ['1 MB', 'entailment', '200 MB'] as const;
export type StartModelName = (typeof START_MODELS)[number];

/** A model whose start is measured. */
export interface StartModel {
  readonly name: StartModelName;
  /** The unpacked bundle, and the model.onnx that it was packed from. */
  readonly bundle: string;
  readonly source: string;
  readonly mebibytes: number;
  /** The first invocation: the manifest's first example. */
  readonly request: FunctionRequest;
}

const LAYERS: Readonly<Record<Exclude<StartModelName, 'entailment'>, Layers>> = {
  '1 MB': { name: 'layers-1', width: 350, depth: 2 },
  '200 MB': { name: 'layers-200', width: 2500, depth: 8 },
};

/** The model's bundle, packed as a user would. */
export async function startModel(name: StartModelName): Promise<StartModel> {
  const { bundle, source } = await built(name);
  const path = join(bundle, 'model.json');
  const { examples } = parse(ModelManifest, JSON.parse(await readFile(path, 'utf8')), path);
  const base64 = Buffer.from(JSON.stringify(examples[0]?.input)).toString('base64');
  return {
    name,
    bundle,
    source,
    mebibytes: await directoryMiB(bundle),
    request: { base64, contentType: 'application/json', accept: '*/*' },
  };
}

async function built(name: StartModelName): Promise<Pick<StartModel, 'bundle' | 'source'>> {
  if (name === 'entailment') {
    const { bundle } = await buildModel('entailment');
    return { bundle, source: join(ROOT, 'libs', 'models', 'entailment', 'model.onnx') };
  }
  const layers = LAYERS[name];
  const folder = join(WORK, 'function', layers.name);
  const source = join(folder, 'model.onnx');
  if (!(await stat(source).catch(() => undefined))) await writeLayersBundle(folder, layers);
  const pack = [join(ROOT, 'tools', 'bundle', 'src', 'main.ts'), folder];
  await runCommand(process.execPath, pack, { cwd: ROOT, environment: process.env });
  return { bundle: join(folder, 'dist', 'bundle'), source };
}
