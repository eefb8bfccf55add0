// An Nx plugin: each folder of libs/models with a model.json is a project. Plain JavaScript, which Nx loads without a
// compiler.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Nx reads other characters in a project's name as a pattern or a target. */
const PROJECT_NAME = /^[\w.-]+$/;

export const name = 'pilotlight-models';

/** @type {import('@nx/devkit').CreateNodes} */
export const createNodes = [
  'libs/models/*/model.json',
  (manifests, _options, { workspaceRoot }) => {
    const taken = packageProjects(workspaceRoot);
    return manifests
      .filter((manifest) => PROJECT_NAME.test(basename(dirname(manifest))))
      .map((manifest) => {
        const root = dirname(manifest);
        const folder = basename(root);
        const project = {
          // Every Nx command fails when two projects have the same name.
          name: taken.has(folder) ? `model-${folder}` : folder,
          tags: ['scope:model'],
          implicitDependencies: ['bundle'],
          targets: targetsOf(root, workspaceRoot),
        };
        return [manifest, { projects: { [root]: project } }];
      });
  },
];

/** Every model is packed; a model with tests is tested. */
function targetsOf(root, workspaceRoot) {
  const tested = existsSync(join(workspaceRoot, root, 'tests'));
  return {
    build: { command: `node tools/bundle/src/main.ts ${root}` },
    // As `nx.json` says of all projects.
    ...(tested && { test: {} }),
  };
}

/** The names of the projects that have a package.json. */
function packageProjects(workspaceRoot) {
  const { workspaces } = readJson(join(workspaceRoot, 'package.json'));
  const files = globSync(
    workspaces.map((folder) => `${folder}/package.json`),
    { cwd: workspaceRoot },
  );
  return new Set(
    files.map((file) => {
      const manifest = readJson(join(workspaceRoot, file));
      return manifest.nx?.name ?? manifest.name;
    }),
  );
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
