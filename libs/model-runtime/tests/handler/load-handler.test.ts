import * as ort from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { openBundle } from '../../src/bundle.ts';
import { loadHandler } from '../../src/handler/load-handler.ts';
import { bundleFolder, manifest } from '../bundle-folder.ts';

const runtime = { ort, sessionOptions: {} };

async function load(source: string) {
  const directory = await bundleFolder('', { 'code/handler.mjs': source });
  return { directory, handler: await loadHandler(await openBundle(directory), runtime) };
}

it('gives loadModel the directory, the runtime and the manifest', async () => {
  const { directory, handler } = await load(
    'export const loadModel = async (directory, runtime) => ({ directory, ...runtime });',
  );
  expect(handler.model).toEqual({ directory, ...runtime, manifest });
});

it('gives the manifest that the codecs use, not a second reading of it', async () => {
  const { handler } = await load(
    'export const loadModel = async (_directory, { manifest }) => manifest;',
  );
  expect(handler.model).toBe(handler.manifest);
});
