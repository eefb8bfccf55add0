import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOM } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';
import type { StartModel } from './start-models.ts';

/** The same bundle with its graph saved in another way, or with other options of the session. */
export interface SessionVariant {
  /**
   * How model.onnx is written: the `source` itself, the source with its weights `mapped` from another file, or with the
   * graph optimised ahead, as `onnx` or in ONNX Runtime's own format (`ort`). Undefined: as it was packed.
   */
  readonly saved?: 'source' | 'mapped' | 'onnx' | 'ort';
  /** These replace those of libs/model-runtime; those of `extra.session` are added. */
  readonly level?: 'disabled' | 'basic';
  readonly session?: Readonly<Record<string, string>>;
}

/** Passes other options to the session of the bundle's own handler. */
const handlerOf = ({ level, session }: SessionVariant) => `import { join } from 'node:path';
import * as own from './own.mjs';
export * from './own.mjs';
export async function loadModel(directory, { sessionOptions, ...runtime }) {
  const extra = { session: { ...sessionOptions.extra.session, ...${JSON.stringify(session ?? {})} } };
  const changed = { ...sessionOptions, ...${JSON.stringify(level ? { graphOptimizationLevel: level } : {})}, extra };
  if (own.loadModel) return own.loadModel(directory, { ...runtime, sessionOptions: changed });
  const { ort } = runtime;
  return { session: await ort.InferenceSession.create(join(directory, 'model.onnx'), changed), ort };
}
`;

/** Writes a variant of the model's bundle, which has a handler, to `to`. */
export async function writeVariant(
  { bundle, source }: StartModel,
  to: string,
  variant: SessionVariant,
): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(bundle, to, { recursive: true });
  const handler = join(to, 'code', 'handler.mjs');
  await rename(handler, join(to, 'code', 'own.mjs'));
  await writeFile(handler, handlerOf(variant));
  if (variant.saved === undefined) return;
  const model = join(to, 'model.onnx');
  await rm(model);
  await rm(`${model}.data`, { force: true });
  if (variant.saved === 'source') return cp(source, model);
  const script = join(ROOM, 'src', 'function', 'programs', 'save-graph.mjs');
  const args = [script, source, model, variant.saved];
  await runCommand(process.execPath, args, { cwd: ROOM, environment: process.env });
}
