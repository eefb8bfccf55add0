import { readFileSync, statSync } from 'node:fs';
import { contentTypesOf, ModelManifest, parse, violations } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';

const here = (path: string) => new URL(path, import.meta.url);
const raw = JSON.parse(readFileSync(here('../model.json'), 'utf8'));
const manifest = parse(ModelManifest, raw, 'model.json');
const card = readFileSync(here('../README.md'), 'utf8');

describe('model.json', () => {
  it('has examples that fit its own input schema', () => {
    const broken = manifest.examples.flatMap(({ input }) => violations(manifest.input, input));
    expect(broken).toEqual([]);
  });

  it.each([
    ['no picture', {}, '/image'],
    ['an empty picture', { image: '' }, '/image'],
    ['a number', { image: 7 }, '/image'],
    ['an unknown field', { image: 'AAAA', breed: 'Shire' }, '/breed'],
  ])('has an input schema that rejects %s', (_what, input, pointer) => {
    expect(violations(manifest.input, input).map((found) => found.pointer)).toEqual([pointer]);
  });

  it('takes a picture as a body, in JSON, and by its URL', () => {
    expect(contentTypesOf(manifest).input).toEqual(['application/json', 'image/jpeg', 'image/png']);
    expect(raw.inputByUrl).toEqual({
      property: 'image',
      field: 'url',
      mediaTypes: ['image/jpeg', 'image/png'],
    });
    expect(manifest.input.properties).toHaveProperty(raw.inputByUrl.property);
  });

  it('names the same verdicts everywhere', () => {
    const labels = manifest.labels.map((label) => label.name);
    expect(labels).toEqual(['unicorn validated', 'unable to validate']);
    expect(manifest.output.properties).toMatchObject({ verdict: { enum: labels } });
  });

  it('states measured figures above the bar, the same as the model card', () => {
    const [balanced] = manifest.quality;
    expect(balanced).toMatchObject({ metric: 'balanced accuracy' });
    expect(balanced?.value).toBeGreaterThanOrEqual(0.85);
    for (const { value } of manifest.quality) expect(card).toContain(value.toFixed(4));
  });
});

it('ships a model of 2 MB or less', () => {
  expect(statSync(here('../model.onnx')).size).toBeLessThanOrEqual(2_000_000);
});
