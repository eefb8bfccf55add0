import { readFileSync, statSync } from 'node:fs';
import { contentTypesOf, ModelManifest, parse, violations } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';

const here = (path: string) => new URL(path, import.meta.url);
const manifest = parse(
  ModelManifest,
  JSON.parse(readFileSync(here('../model.json'), 'utf8')),
  'model.json',
);
const card = readFileSync(here('../README.md'), 'utf8');

describe('model.json', () => {
  it('has examples that fit its own input schema', () => {
    const broken = manifest.examples.flatMap(({ input }) => violations(manifest.input, input));
    expect(broken).toEqual([]);
  });

  it.each([
    ['no text', {}, '/text'],
    ['an empty text', { text: '' }, '/text'],
    ['a text of a million characters', { text: 'a'.repeat(1_000_000) }, '/text'],
    ['a number', { text: 7 }, '/text'],
    ['an unknown field', { text: 'Good.', stars: 5 }, '/stars'],
  ])('has an input schema that rejects %s', (_what, input, pointer) => {
    expect(violations(manifest.input, input).map((found) => found.pointer)).toEqual([pointer]);
  });

  it('takes plain text and JSON', () => {
    expect(contentTypesOf(manifest).input).toEqual(['application/json', 'text/plain']);
  });

  it('names the same verdicts everywhere', () => {
    const labels = manifest.labels.map((label) => label.name);
    expect(labels).toEqual(['POSITIVE', 'NEGATIVE']);
    expect(manifest.output.properties).toMatchObject({
      label: { enum: labels },
      probabilities: { required: labels },
    });
  });

  it('says which input its words are marked in, and what they speak for', () => {
    const { words } = manifest.output.properties;
    expect(words?.['x-marks']).toEqual({ input: 'text', above: 'POSITIVE', below: 'NEGATIVE' });
    expect(manifest.input.properties).toHaveProperty('text');
  });

  it('states a measured figure above the bar, the same as the model card', () => {
    const [accuracy] = manifest.quality;
    expect(accuracy).toMatchObject({ metric: 'accuracy', examples: 21_797 });
    expect(accuracy?.value).toBeGreaterThanOrEqual(0.915);
    expect(card).toContain(`**${accuracy?.value.toFixed(4)}**`);
  });
});

it('ships files of 15 MB or less', () => {
  const files = ['model.onnx', 'words.txt', 'ngrams.f64', 'model.json'];
  const bytes = files.reduce((sum, file) => sum + statSync(here(`../${file}`)).size, 0);
  expect(bytes).toBeLessThanOrEqual(15_000_000);
});
