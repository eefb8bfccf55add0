import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ModelManifest, parse } from '@pilotlight/contracts';
import { BundleError } from './bundle-error.ts';

/** The files of a model's folder that go into its bundle as they are, first `model.json`, then by name. */
export interface ModelFolder {
  readonly directory: string;
  readonly manifest: ModelManifest;
  readonly artefacts: readonly string[];
}

/**
 * Reads and checks the model in `directory`: `model.json`, `model.onnx`, and what the `files` field of its
 * `package.json` names besides (npm's own field for what belongs to a package), such as `tokenizer.json`.
 * @throws BundleError for anything missing or broken
 */
export async function readModel(directory: string): Promise<ModelFolder> {
  const manifest = await readManifest(directory);
  const named = await namedFiles(directory);
  const others = [...new Set(['model.onnx', ...named])].filter((file) => file !== 'model.json');
  for (const file of others) await mustBeFile(directory, file);
  return { directory, manifest, artefacts: ['model.json', ...others.sort()] };
}

async function readManifest(directory: string): Promise<ModelManifest> {
  const path = join(directory, 'model.json');
  const value = await readJson(path, 'the manifest that describes the model');
  let manifest: ModelManifest;
  try {
    manifest = parse(ModelManifest, value, path);
  } catch (error) {
    throw new BundleError((error as Error).message);
  }
  if (manifest.name !== basename(directory)) {
    throw new BundleError(
      `${path} names the model "${manifest.name}", but its folder is called "${basename(directory)}": they must be the same`,
    );
  }
  return manifest;
}

async function namedFiles(directory: string): Promise<string[]> {
  const path = join(directory, 'package.json');
  const { files = [] } = (await readJson(path, "the model's own package.json")) as {
    files?: unknown;
  };
  const plain = (name: unknown) => typeof name === 'string' && /^[\w-][\w.-]*$/.test(name);
  if (!Array.isArray(files) || !files.every(plain)) {
    throw new BundleError(
      `"files" in ${path} must be a list of file names beside it, such as ["tokenizer.json"]`,
    );
  }
  return files as string[];
}

async function readJson(path: string, what: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new BundleError(`${path} is missing: ${what}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new BundleError(`${path} is not JSON: ${(error as Error).message}`);
  }
}

async function mustBeFile(directory: string, file: string): Promise<void> {
  const path = join(directory, file);
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() && found.size > 0) return;
  const hint =
    file === 'model.onnx'
      ? "export the model to ONNX and put it there (the model's README says how)"
      : 'it is named under "files" in package.json; make it, or take it from the list';
  throw new BundleError(`${path} is ${found?.isFile() ? 'empty' : 'missing'}: ${hint}`);
}
