import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { findingLine } from '../../src/finding.ts';
import { modelToFit } from '../../src/fit/model-to-fit.ts';
import { type Files, modelFolder } from '../model-folder.ts';

/** Fits the model "echo", changed. */
const echo = async (changes: Files = {}) => modelToFit('echo', dirname(await modelFolder(changes)));

test('counts the files that are packed', async () => {
  const { manifest, size, findings } = await echo();
  expect(findings).toEqual([]);
  expect(manifest?.version).toBe('1.0.0');
  expect(size.onnxBytes).toBeGreaterThan(0);
  expect(size.archiveBytes).toBeGreaterThan(0);
  const larger = await echo({ 'large.bin': 'x'.repeat(100_000) });
  expect(larger.size.otherBytes - size.otherBytes).toBe(100_000);
});

test('does not run the handler', async () => {
  const handler = 'throw new Error("it runs");';
  expect((await echo({ 'src/handler.ts': handler })).findings).toEqual([]);
});

test('has no manifest, but reasons, when the model cannot be packed', async () => {
  const { manifest, findings } = await echo({ 'model.onnx': undefined });
  expect(manifest).toBeUndefined();
  expect(findings.map(findingLine)).toEqual([expect.stringMatching(/model\.onnx: is missing/)]);
});

test.each(['nothing', '', '..', '../echo', 'echo/src'])('refuses the name %j', async (name) => {
  const folder = dirname(await modelFolder());
  await expect(modelToFit(name, folder)).rejects.toThrow(
    `there is no model ${JSON.stringify(name)} in libs/models; the models are echo`,
  );
});
