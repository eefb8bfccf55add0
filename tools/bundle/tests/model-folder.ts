import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ModelManifest } from '@pilotlight/contracts';
import { onTestFinished } from 'vitest';

const number = (title: string) => ({ type: 'number', title, description: `The number ${title}` });

export const manifest: ModelManifest = {
  name: 'echo',
  version: '1.0.0',
  title: 'Echo',
  description: 'Doubles what it gets',
  task: 'echo',
  input: { type: 'object', properties: { x: number('X') }, required: ['x'] },
  output: { type: 'object', properties: { y: number('Y') }, required: ['y'] },
  labels: [],
  examples: [{ title: 'One', input: { x: 1 } }],
  license: 'Apache-2.0',
  trainingData: [],
  quality: [],
};

/** The path of a model made by `fixtures/make-models.py`. */
export const fixture = (name: string) => join(import.meta.dirname, 'fixtures', name);

/** The content of each file: its text, or the fixture to copy `from`; undefined leaves the file out. */
export type Files = Record<string, string | { readonly from: string } | undefined>;

const folder: Files = {
  'model.json': JSON.stringify(manifest),
  'model.onnx': { from: 'double.onnx' },
  'tokenizer.json': '{}',
  'README.md': 'A document',
  'tests/echo.json': '{"not": "in the bundle"}',
  'src/handler.ts': `import { double } from './double.ts';
export async function predict(batch: { x: number }[]): Promise<{ y: number }[]> {
  return batch.map(({ x }) => ({ y: double(x) }));
}`,
  'src/double.ts': 'export const double = (x: number): number => 2 * x;\n',
};

const bundle: Files = {
  'model.json': JSON.stringify(manifest),
  'model.onnx': { from: 'double.onnx' },
};

/** A folder of the model "echo", removed after the test; `changes` replaces or leaves out files. */
export const modelFolder = (changes: Files = {}) => laid({ ...folder, ...changes });

/** An unpacked bundle, without a handler unless `changes` adds one. */
export const bundleFolder = (changes: Files = {}) => laid({ ...bundle, ...changes });

/** An empty folder, removed after the test. */
export async function scratchFolder(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'bundle-'));
  onTestFinished(() => rm(root, { recursive: true }));
  return root;
}

async function laid(files: Files): Promise<string> {
  const directory = join(await scratchFolder(), 'echo');
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) continue;
    const target = join(directory, name);
    await mkdir(dirname(target), { recursive: true });
    if (typeof content === 'string') await writeFile(target, content);
    else await copyFile(fixture(content.from), target);
  }
  return directory;
}
