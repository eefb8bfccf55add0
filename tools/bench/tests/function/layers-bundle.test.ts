import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadInThread, openBundle } from '@pilotlight/model-runtime';
import { expect, onTestFinished, test } from 'vitest';
import { writeLayersBundle } from '../../src/function/layers-bundle.ts';

test('writes a bundle of the wanted size that answers its example', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'layers-'));
  onTestFinished(() => rm(directory, { recursive: true }));
  await writeLayersBundle(directory, { name: 'layers', width: 100, depth: 3 });
  const { size } = await stat(join(directory, 'model.onnx'));
  const weights = 4 * (16 * 100 + 3 * 100 * 100);
  expect(size).toBeGreaterThan(weights);
  expect(size).toBeLessThan(weights + 1024);

  const bundle = await openBundle(directory);
  const model = await loadInThread(bundle, 1);
  const body = new TextEncoder().encode(JSON.stringify(bundle.manifest.examples[0]?.input));
  const answer = await model.answer({ body, contentType: 'application/json', accept: '*/*' });
  expect(JSON.parse(new TextDecoder().decode(answer.body))).toEqual({
    first: expect.any(Number) as number,
  });
});
