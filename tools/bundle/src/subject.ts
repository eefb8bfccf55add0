import { lstat, readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ModelManifest, Tuning, violations } from '@pilotlight/contracts';
import { type Finding, findingsOf } from './finding.ts';
import { LINT_LIMITS } from './limits.ts';
import { HANDLER, MANIFEST, MODEL } from './names.ts';
import type { OnnxModel } from './onnx/onnx-model.ts';
import { OnnxError, readOnnx } from './onnx/read-onnx.ts';

/** An unpacked bundle as far as it can be read; the rules check it. */
export interface Subject {
  readonly directory: string;
  /** The sizes of its files in bytes, by their path with `/`, sorted by path. */
  readonly files: ReadonlyMap<string, number>;
  /** Undefined when it is missing or not valid; then `findings` says so. */
  readonly manifest: ModelManifest | undefined;
  readonly onnx: OnnxModel | undefined;
  /** The handler's source; undefined without one. */
  readonly handler: string | undefined;
  /** Its source map, if it is known. */
  readonly handlerMap?: string | undefined;
  /** What is wrong so far. */
  readonly findings: readonly Finding[];
}

const missing = findingsOf('file-missing');
const link = findingsOf('file-link');
const manifestError = findingsOf('manifest');

/** Reads the unpacked bundle in `directory`, without its weights. */
export async function readSubject(directory: string): Promise<Subject> {
  const findings: Finding[] = [];
  const files = await filesOf(directory, findings);
  const manifest = await readManifest(directory, files, findings);
  const onnx = readModel(directory, files, findings);
  const handler = files.has(HANDLER) ? await readFile(join(directory, HANDLER), 'utf8') : undefined;
  return { directory, files, manifest, onnx, handler, findings };
}

async function filesOf(directory: string, findings: Finding[]): Promise<Map<string, number>> {
  const files = new Map<string, number>();
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'));
  for (const path of paths.sort()) {
    const found = await lstat(join(directory, path));
    if (found.isFile()) files.set(path, found.size);
    else findings.push(link(path, 'is not a regular file', 'put the file itself there'));
  }
  return files;
}

async function readManifest(
  directory: string,
  files: ReadonlyMap<string, number>,
  findings: Finding[],
): Promise<ModelManifest | undefined> {
  const bytes = files.get(MANIFEST) ?? 0;
  if (bytes === 0) {
    const found = files.has(MANIFEST) ? 'is empty' : 'is missing';
    findings.push(missing(MANIFEST, found, 'write the manifest that describes the model'));
    return undefined;
  }
  if (bytes > LINT_LIMITS.jsonBytes) {
    findings.push(manifestError(MANIFEST, `has ${bytes} bytes`, 'keep data in separate files'));
    return undefined;
  }
  let value: unknown;
  try {
    value = JSON.parse(await readFile(join(directory, MANIFEST), 'utf8'));
  } catch (error) {
    findings.push(manifestError(MANIFEST, `is not JSON (${(error as Error).message})`, 'fix it'));
    return undefined;
  }
  const wrong = violations(ModelManifest, value).map(({ pointer, detail }) => {
    const [found = detail, ...wanted] = detail.split('; ');
    const where = `${MANIFEST}#${pointer}`;
    return manifestError(where, found, wanted.join('; ') || 'see ModelManifest of libs/contracts');
  });
  findings.push(...wrong);
  if (hasOldTuning(value)) {
    const found = 'is called tuning now, and would be ignored';
    findings.push(manifestError(`${MANIFEST}#/serving`, found, 'rename the key to "tuning"'));
  }
  return wrong.length === 0 ? (value as ModelManifest) : undefined;
}

/** Whether workers and batches are set under `serving`, as in older manifests. */
function hasOldTuning(manifest: unknown): boolean {
  const { serving } = Object(manifest) as { serving?: unknown };
  const keys = Object.keys(Object(serving) as object);
  const set = keys.some((key) => Object.hasOwn(Tuning.properties, key));
  return serving !== undefined && (set || keys.length === 0);
}

function readModel(
  directory: string,
  files: ReadonlyMap<string, number>,
  findings: Finding[],
): OnnxModel | undefined {
  if (!files.get(MODEL)) {
    const found = files.has(MODEL) ? 'is empty' : 'is missing';
    findings.push(missing(MODEL, found, 'export the model to ONNX and put it there'));
    return undefined;
  }
  try {
    return readOnnx(join(directory, MODEL));
  } catch (error) {
    if (!(error instanceof OnnxError)) throw error;
    findings.push(
      findingsOf('onnx-unreadable')(MODEL, error.message, 'export or copy the model again'),
    );
    return undefined;
  }
}
