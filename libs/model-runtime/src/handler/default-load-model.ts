import { join } from 'node:path';
import { BUNDLE_FILES } from '../bundle.ts';
import type { DefaultModel, Runtime } from './hooks.ts';

/** The default `loadModel`: one session over `model.onnx`. */
export async function defaultLoadModel(
  directory: string,
  { ort, sessionOptions }: Runtime,
): Promise<DefaultModel> {
  const path = join(directory, BUNDLE_FILES.model);
  return { session: await ort.InferenceSession.create(path, sessionOptions), ort };
}
