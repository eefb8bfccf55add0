import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const fixtures = join(import.meta.dirname, 'fixtures');

export const manifest = {
  name: 'double',
  version: '1.0.0',
  title: 'Double',
  description: 'Doubles a number',
  task: 'arithmetic',
  input: {
    type: 'object' as const,
    properties: { x: { type: 'number' }, mood: { type: 'string' } } as Record<
      string,
      Record<string, unknown>
    >,
  },
  output: { type: 'object' as const, properties: { y: { type: 'number' } } },
  labels: [],
  examples: [{ title: 'One', input: { x: 1 } }],
  license: 'Apache-2.0',
  trainingData: [],
  quality: [],
};

/** One of the models made by `fixtures/codecs/make-models.py`. */
export const modelBytes = (name: string): Promise<Buffer> =>
  readFile(join(fixtures, 'codecs', `${name}.onnx`));

/**
 * An unpacked bundle with `fixtures/handlers/HANDLER.mjs` ('': no handler), removed after the test; `changes` replaces
 * files, or leaves them out (undefined).
 */
export async function bundleFolder(
  handler: string,
  changes: Record<string, string | Buffer | undefined> = {},
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'bundle-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await mkdir(join(directory, 'code'));
  await writeFile(join(directory, 'model.json'), JSON.stringify(manifest));
  await cp(join(fixtures, 'model.onnx'), join(directory, 'model.onnx'));
  if (handler) {
    await cp(join(fixtures, 'handlers', `${handler}.mjs`), join(directory, 'code', 'handler.mjs'));
  }
  for (const [name, content] of Object.entries(changes)) {
    const path = join(directory, name);
    await (content === undefined ? rm(path) : writeFile(path, content));
  }
  return directory;
}
