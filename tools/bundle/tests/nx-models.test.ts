import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createNodes } from '../nx-models.mjs';
import { scratchFolder } from './model-folder.ts';

interface Project {
  readonly name: string;
  readonly tags: string[];
  readonly targets: Record<string, { readonly command: string }>;
}

async function projectsOf(files: Record<string, string>): Promise<Record<string, Project>> {
  const workspaceRoot = await scratchFolder();
  const all = { 'package.json': '{ "workspaces": ["apps/*", "infra"] }', ...files };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(workspaceRoot, path)), { recursive: true });
    await writeFile(join(workspaceRoot, path), text);
  }
  const manifests = Object.keys(files).filter((path) => path.endsWith('/model.json'));
  const [, infer] = createNodes;
  const nodes = infer(manifests, undefined, { workspaceRoot });
  return Object.assign({}, ...nodes.map(([, { projects }]) => projects)) as Record<string, Project>;
}

test('infers a project from a folder with only a model.json, even an invalid one', async () => {
  const projects = await projectsOf({ 'libs/models/iris/model.json': '{' });
  expect(projects).toEqual({
    'libs/models/iris': {
      name: 'iris',
      tags: ['scope:model'],
      implicitDependencies: ['bundle'],
      targets: { build: { command: 'node tools/bundle/src/main.ts libs/models/iris' } },
    },
  });
});

test('tests a model that has tests', async () => {
  const projects = await projectsOf({
    'libs/models/iris/model.json': '{}',
    'libs/models/iris/src/handler.ts': '',
    'libs/models/iris/tests/handler.test.ts': '',
  });
  expect(Object.keys(projects['libs/models/iris']?.targets ?? {})).toEqual(['build', 'test']);
});

test('avoids the name of a package, because Nx refuses duplicate project names', async () => {
  const projects = await projectsOf({
    'apps/api/package.json': '{ "name": "@pilotlight/api", "nx": { "name": "api" } }',
    'infra/package.json': '{ "name": "infra" }',
    'libs/models/api/model.json': '{}',
    'libs/models/infra/model.json': '{}',
    'libs/models/web/model.json': '{}',
  });
  const names = Object.values(projects).map(({ name }) => name);
  expect(names).toEqual(['model-api', 'model-infra', 'web']);
});

test('ignores a folder whose name Nx does not accept', async () => {
  expect(await projectsOf({ 'libs/models/a:b c/model.json': '{}' })).toEqual({});
});
