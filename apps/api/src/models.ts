import { readFile } from 'node:fs/promises';
import { ModelManifest, parse, type DeployedModel } from '@pilotlight/contracts';

/** A model as it is deployed, and what it says of itself. */
export interface Model {
  readonly deployed: DeployedModel;
  readonly manifest: ModelManifest;
}

/** By name. */
export type Models = ReadonlyMap<string, Model>;

async function load(deployed: DeployedModel, file: URL): Promise<Model> {
  const { pathname } = file;
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`${pathname} cannot be read: ${(error as Error).message}`, { cause: error });
  }
  const manifest = parse(ModelManifest, value, pathname);
  if (manifest.name === deployed.name) return { deployed, manifest };
  throw new Error(`${pathname} is the manifest of ${manifest.name}, not of ${deployed.name}`);
}

/**
 * Loads the manifest of each model.
 * @throws Error that says for each failed model why its manifest could not be loaded
 */
export async function loadModels(
  models: readonly DeployedModel[],
  fileOf: (model: DeployedModel) => URL,
): Promise<Models> {
  const results = await Promise.allSettled(models.map((model) => load(model, fileOf(model))));
  const wrong = results.flatMap((result) =>
    result.status === 'rejected' ? [String((result.reason as Error).message)] : [],
  );
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return new Map(
    results.flatMap((result) =>
      result.status === 'fulfilled' ? [[result.value.deployed.name, result.value] as const] : [],
    ),
  );
}
