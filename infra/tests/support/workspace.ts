import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ModelManifest } from '@pilotlight/contracts';

/** A minimal valid `model.json`. */
export function manifest(name: string): ModelManifest {
  return {
    name,
    version: '1.0.0',
    title: 'A model',
    description: '',
    task: 'text-classification',
    input: { type: 'object', properties: {} },
    output: { type: 'object', properties: {} },
    labels: [],
    examples: [{ title: 'An example', input: {} }],
    license: 'Apache-2.0',
    trainingData: [],
    quality: [],
  };
}

/** The names of `count` models, each as long as a name can be in a stack `dev`. */
export const manyModels = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, index) => `${'m'.repeat(28)}-${String(index).padStart(3, '0')}`,
  );

export interface Workspace {
  /** The program's working directory. */
  readonly infra: string;
  write(path: string, content: string): void;
  remove(path: string): void;
  [Symbol.dispose](): void;
}

/** A built workspace with this repository's layout, in a temporary directory; disposing removes it. */
export function makeWorkspace(models: readonly string[] = ['entailment']): Workspace {
  const root = mkdtempSync(join(tmpdir(), 'pilotlight-infra-'));
  const workspace: Workspace = {
    infra: join(root, 'infra'),
    write(path, content) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    remove(path) {
      rmSync(join(root, path), { recursive: true });
    },
    [Symbol.dispose]() {
      rmSync(root, { recursive: true });
    },
  };
  mkdirSync(workspace.infra);
  for (const app of ['api', 'reaper', 'jobs']) {
    workspace.write(`apps/${app}/dist/index.mjs`, `// ${app}`);
  }
  for (const part of ['program', 'program-images', 'efs', 'loader']) {
    workspace.write(`apps/function-inference/dist/${part}/index.mjs`, `// ${part}`);
  }
  workspace.write('apps/inference/Dockerfile', 'FROM scratch');
  workspace.write('apps/inference/dist/main.mjs', '// inference');
  workspace.write('apps/web/dist/index.html', '<!doctype html>');
  workspace.write('apps/web/dist/favicon.svg', '<svg />');
  workspace.write('apps/web/dist/assets/main-1a2b.js', '// page');
  for (const name of models) {
    workspace.write(`libs/models/${name}/model.json`, JSON.stringify(manifest(name)));
    workspace.write(`libs/models/${name}/dist/model.tar.gz`, `bundle of ${name}`);
    workspace.write(`libs/models/${name}/dist/bundle/model.onnx`, `model of ${name}`);
  }
  return workspace;
}
