import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ModelManifest, parse } from '@pilotlight/contracts';

export const modelName = process.env['CONTAINER_MODEL'] ?? 'entailment';

/** @returns the path of a file in the model's project */
export function modelFile(name: string): string {
  return fileURLToPath(new URL(`../../../../libs/models/${modelName}/${name}`, import.meta.url));
}

const path = modelFile('model.json');

/** The manifest of the served model. */
export const manifest: ModelManifest = parse(
  ModelManifest,
  JSON.parse(readFileSync(path, 'utf8')),
  path,
);

/** The inputs of the manifest's examples. */
export const inputs = manifest.examples.map(({ input }) => input);

/** `count` inputs, repeating the manifest's examples. */
export const manyInputs = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => inputs[index % inputs.length] ?? {});
