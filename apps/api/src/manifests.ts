import { readFile } from 'node:fs/promises';
import { ModelManifest, parse } from '@pilotlight/contracts';

export type Manifests = ReadonlyMap<string, ModelManifest>;

async function load(model: string, file: URL): Promise<ModelManifest> {
  const { pathname } = file;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`${pathname} can't be read: ${(error as Error).message}`, { cause: error });
  }
  const manifest = parse(ModelManifest, value, pathname);
  if (manifest.name === model) return manifest;
  throw new Error(`${pathname} is the manifest of ${manifest.name}, not of ${model}`);
}

/**
 * The manifest of each model, by name.
 * @throws Error that tells, for every model at once, why its manifest can't be had
 */
export async function loadManifests(
  models: readonly string[],
  fileOf: (model: string) => URL,
): Promise<Manifests> {
  const results = await Promise.allSettled(models.map((model) => load(model, fileOf(model))));
  const wrong = results.flatMap((result) =>
    result.status === 'rejected' ? [String((result.reason as Error).message)] : [],
  );
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return new Map(
    results.flatMap((result) =>
      result.status === 'fulfilled' ? [[result.value.name, result.value] as const] : [],
    ),
  );
}
