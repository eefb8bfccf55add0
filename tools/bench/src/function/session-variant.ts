import { cp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOM } from '../paths.ts';
import { runCommand } from '../processes/run-command.ts';

/** The same bundle with its graph saved in another way, or with other options of the session. */
export interface SessionVariant {
  /** How the optimised graph is saved ahead; undefined: it is optimised at each start. */
  readonly saved?: 'onnx' | 'ort' | 'external';
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

/** Writes a variant of the unpacked bundle `from`, which has a handler, to `to`. */
export async function writeVariant(
  from: string,
  to: string,
  variant: SessionVariant,
): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  const handler = join(to, 'code', 'handler.mjs');
  await rename(handler, join(to, 'code', 'own.mjs'));
  await writeFile(handler, handlerOf(variant));
  if (variant.saved === undefined) return;
  const model = join(to, 'model.onnx');
  await rm(model);
  const script = join(ROOM, 'src', 'function', 'programs', 'save-optimised.mjs');
  const args = [script, join(from, 'model.onnx'), model, variant.saved];
  await runCommand(process.execPath, args, { cwd: ROOM, environment: process.env });
}
