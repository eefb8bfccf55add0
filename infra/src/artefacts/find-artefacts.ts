import { readdirSync } from 'node:fs';
import { findModel, type ModelArtefact, readModel } from './model-artefact.ts';
import { Outputs } from './outputs.ts';

/** The build outputs that every stack needs, as paths relative to the program's directory. */
export interface Artefacts {
  /** The folders of the functions' bundles. */
  readonly functions: { readonly api: string; readonly reaper: string; readonly jobs: string };
  readonly page: string;
  /** HTTP API paths of the page's files, `/` first. */
  readonly pagePaths: readonly string[];
  readonly models: readonly ModelArtefact[];
}

/** `index.html` becomes `/`, any other file `/NAME`, and a folder `/NAME/{file}`. */
function pagePaths(page: string): string[] {
  const entries = readdirSync(page, { withFileTypes: true })
    .filter(({ name }) => name !== 'index.html' && !/\.(br|gz)$/.test(name)) // compressed copies have no route
    .map((entry) => (entry.isDirectory() ? `/${entry.name}/{file}` : `/${entry.name}`));
  return ['/', ...entries.sort()];
}

/**
 * Finds the build outputs that a deployment needs.
 * @param root the workspace, relative to the program's directory
 * @throws RunError that lists everything missing or wrong at once, each with the command that fixes it
 */
export async function findArtefacts(
  modelNames: readonly string[],
  root = '..',
): Promise<Artefacts> {
  const outputs = new Outputs(root);
  const functions = {
    api: outputs.wanted('api', 'apps/api/dist', 'apps/api/dist/index.mjs'),
    reaper: outputs.wanted('reaper', 'apps/reaper/dist', 'apps/reaper/dist/index.mjs'),
    jobs: outputs.wanted('jobs', 'apps/jobs/dist', 'apps/jobs/dist/index.mjs'),
  };
  const page = outputs.wanted('web', 'apps/web/dist', 'apps/web/dist/index.html');
  const models = modelNames.flatMap((name) => findModel(name, outputs));
  outputs.check();
  return {
    functions,
    page,
    pagePaths: pagePaths(page),
    models: await Promise.all(models.map(readModel)),
  };
}
