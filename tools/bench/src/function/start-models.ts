import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FunctionRequest, ModelManifest, parse } from '@pilotlight/contracts';
import { buildModel } from '../models/build-model.ts';
import { WORK } from '../paths.ts';
import { directoryMiB } from '../systems/directory-size.ts';
import { type Layers, writeLayersBundle } from './layers-bundle.ts';

export const START_MODELS = ['1 MB', 'entailment', '200 MB'] as const;
export type StartModelName = (typeof START_MODELS)[number];

/** A model whose start is measured. */
export interface StartModel {
  readonly name: StartModelName;
  /** The unpacked bundle. */
  readonly bundle: string;
  readonly mebibytes: number;
  /** The first invocation: the manifest's first example. */
  readonly request: FunctionRequest;
}

const LAYERS: Readonly<Record<Exclude<StartModelName, 'entailment'>, Layers>> = {
  '1 MB': { name: 'layers-1', width: 350, depth: 2 },
  '200 MB': { name: 'layers-200', width: 2500, depth: 8 },
};

/** The model's bundle: packed, or generated once. */
export async function startModel(name: StartModelName): Promise<StartModel> {
  const bundle = await bundleOf(name);
  const path = join(bundle, 'model.json');
  const { examples } = parse(ModelManifest, JSON.parse(await readFile(path, 'utf8')), path);
  const base64 = Buffer.from(JSON.stringify(examples[0]?.input)).toString('base64');
  return {
    name,
    bundle,
    mebibytes: await directoryMiB(bundle),
    request: { base64, contentType: 'application/json', accept: '*/*' },
  };
}

async function bundleOf(name: StartModelName): Promise<string> {
  if (name === 'entailment') return (await buildModel('entailment')).bundle;
  const layers = LAYERS[name];
  const bundle = join(WORK, 'function', layers.name);
  const made = await stat(join(bundle, 'model.onnx')).catch(() => undefined);
  if (!made) await writeLayersBundle(bundle, layers);
  return bundle;
}
