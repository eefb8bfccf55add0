import { readFile } from 'node:fs/promises';
import { ModelManifest, parse } from '@pilotlight/contracts';

export type Manifests = ReadonlyMap<string, ModelManifest>;

async function load(model: string, file: URL): Promise<ModelManifest> {
  const { pathname } = file;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`${pathname} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const manifest = parse(ModelManifest, value, pathname);
  if (manifest.name === model) return manifest;
  throw new Error(`${pathname} is the manifest of ${manifest.name}, not of ${model}`);
}

/**
 * Loads the manifest of each model, by name.
 * @throws Error that says for each failed model why its manifest could not be loaded
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
