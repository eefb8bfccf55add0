import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { ModelManifest, parse } from '@pilotlight/contracts';
import { RunError } from '@pulumi/pulumi';

/** One model as its project built it. */
export interface ModelArtefact {
  readonly name: string;
  readonly version: string;
  /** `model.json`: the API serves the model's description from it. */
  readonly manifest: string;
  /** `model.tar.gz`, which SageMaker unpacks into the container. */
  readonly bundle: string;
  /** SHA-256 of the bundle, in hex. */
  readonly bundleHash: string;
}

/** The build outputs of the projects, as paths relative to the program's directory. */
export interface Artefacts {
  readonly functions: { readonly api: string; readonly reaper: string; readonly jobs: string };
  readonly page: string;
  /** HTTP API paths of the page's files, `/` first. */
  readonly pagePaths: readonly string[];
  readonly image: { readonly context: string; readonly dockerfile: string };
  readonly models: readonly ModelArtefact[];
}

/** `index.html` becomes `/`, any other file `/NAME`, and a folder `/NAME/{file}`. */
function pagePaths(page: string): string[] {
  const entries = readdirSync(page, { withFileTypes: true })
    .filter(({ name }) => name !== 'index.html' && !/\.(br|gz)$/.test(name)) // compressed copies have no route
    .map((entry) => (entry.isDirectory() ? `/${entry.name}/{file}` : `/${entry.name}`));
  return ['/', ...entries.sort()];
}

/** @returns the model's version, or what is wrong with its manifest */
function readManifest(
  name: string,
  file: string,
): { readonly version: string; readonly mistakes: readonly string[] } {
  const wrong = (mistake: string) => ({ version: '', mistakes: [mistake] });
  try {
    const manifest = parse(ModelManifest, JSON.parse(readFileSync(file, 'utf8')), file);
    if (manifest.name === name) return { version: manifest.version, mistakes: [] };
    return wrong(`${file} has the name ${JSON.stringify(manifest.name)}, must be "${name}"`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return wrong(message.includes(file) ? message : `${file} is not JSON: ${message}`);
  }
}

/**
 * Finds the build outputs that a deployment needs.
 * @param root the workspace, relative to the program's directory
 * @throws RunError that lists everything missing or wrong at once, each with the command that fixes it
 */
export function findArtefacts(modelNames: readonly string[], root = '..'): Artefacts {
  const mistakes: string[] = [];
  const wanted = (project: string, path: string, file = path): string => {
    if (!existsSync(`${root}/${file}`)) {
      mistakes.push(`${file} is missing: run \`npx nx build ${project}\``);
    }
    return `${root}/${path}`;
  };
  const functions = {
    api: wanted('api', 'apps/api/dist/index.mjs'),
    reaper: wanted('reaper', 'apps/reaper/dist/index.mjs'),
    jobs: wanted('jobs', 'apps/jobs/dist/index.mjs'),
  };
  const page = wanted('web', 'apps/web/dist', 'apps/web/dist/index.html');
  const image = {
    context: wanted('inference', 'apps/inference/dist', 'apps/inference/dist/main.mjs'),
    dockerfile: `${root}/apps/inference/Dockerfile`,
  };
  const models = modelNames.flatMap((name) => {
    const manifest = `${root}/libs/models/${name}/model.json`;
    if (!existsSync(manifest)) {
      mistakes.push(`libs/models/${name}/model.json is missing: is there a model of this name?`);
      return [];
    }
    const { version, mistakes: wrong } = readManifest(name, manifest);
    mistakes.push(...wrong);
    return [
      { name, version, manifest, bundle: wanted(name, `libs/models/${name}/dist/model.tar.gz`) },
    ];
  });
  if (mistakes.length > 0) {
    throw new RunError(
      `The build outputs to deploy are missing or not valid:\n${mistakes.map((line) => `  ${line}`).join('\n')}`,
    );
  }
  return {
    functions,
    page,
    pagePaths: pagePaths(page),
    image,
    models: models.map((model) => ({
      ...model,
      bundleHash: createHash('sha256').update(readFileSync(model.bundle)).digest('hex'),
    })),
  };
}
