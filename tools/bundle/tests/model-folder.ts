import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export const manifest = {
  name: 'echo',
  version: '1.0.0',
  title: 'Echo',
  description: 'Gives back what it gets',
  task: 'echo',
  input: { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] },
  output: { type: 'object', properties: { x: { type: 'number' } } },
  labels: [],
  examples: [{ title: 'One', input: { x: 1 } }],
  license: 'Apache-2.0',
  trainingData: [],
  quality: [],
};

const whole: Record<string, string> = {
  'package.json': JSON.stringify({ name: 'echo', type: 'module', files: ['tokenizer.json'] }),
  'model.json': JSON.stringify(manifest),
  'model.onnx': 'weights'.repeat(1000),
  'tokenizer.json': '{}',
  'notes.json': '{"not": "in the bundle"}',
  'src/handler.ts':
    "import { double } from './double.ts';\nexport async function predict(batch: number[]): Promise<number[]> {\n  return batch.map(double);\n}\n",
  'src/double.ts': 'export const double = (x: number): number => 2 * x;\n',
};

/** A folder of the model "echo", removed after the test; `changes` replaces files, or leaves them out (undefined). */
export async function modelFolder(
  changes: Record<string, string | undefined> = {},
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'bundle-'));
  onTestFinished(() => rm(root, { recursive: true }));
  const directory = join(root, 'echo');
  for (const [name, content] of Object.entries({ ...whole, ...changes })) {
    if (content === undefined) continue;
    await mkdir(dirname(join(directory, name)), { recursive: true });
    await writeFile(join(directory, name), content);
  }
  return directory;
}
