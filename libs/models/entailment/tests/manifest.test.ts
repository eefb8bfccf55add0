import { readFileSync, statSync } from 'node:fs';
import { ModelManifest, parse, violations } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';

const here = (path: string) => new URL(path, import.meta.url);
const manifest = parse(
  ModelManifest,
  JSON.parse(readFileSync(here('../model.json'), 'utf8')),
  'model.json',
);
const labels = manifest.labels.map((label) => label.name);

describe('model.json', () => {
  it('has examples that fit its own input schema', () => {
    const broken = manifest.examples.flatMap(({ input }) => violations(manifest.input, input));
    expect(broken).toEqual([]);
  });

  it.each([
    ['a missing field', { premise: 'A dog runs.' }, '/hypothesis'],
    ['an empty field', { premise: '', hypothesis: 'A dog runs.' }, '/premise'],
    ['an over-long field', { premise: 'x'.repeat(1001), hypothesis: 'A dog runs.' }, '/premise'],
    ['a wrong type', { premise: 'A dog runs.', hypothesis: 7 }, '/hypothesis'],
    ['an unknown field', { premise: 'A dog.', hypothesis: 'It moves.', mood: 'sad' }, '/mood'],
  ])('has an input schema that rejects %s', (_what, input, pointer) => {
    expect(violations(manifest.input, input).map((found) => found.pointer)).toEqual([pointer]);
  });

  it('names the same labels everywhere', () => {
    expect(manifest.output.properties).toMatchObject({
      label: { enum: labels },
      probabilities: { required: labels },
    });
    expect(manifest.exercise?.goals.map((goal) => goal.label).sort()).toEqual([...labels].sort());
  });

  it('has an exercise over its own fields, with at least thirty valid premises', () => {
    const { given, asked, target, prompts } = manifest.exercise ?? { prompts: [] };
    expect(Object.keys(manifest.input.properties)).toEqual([given, asked]);
    expect(Object.keys(manifest.output.properties)).toContain(target);
    expect(new Set(prompts).size).toBeGreaterThanOrEqual(30);
    expect(new Set(prompts).size).toBe(prompts.length);
    const inputs = prompts.map((premise) => ({ premise, hypothesis: 'Something happens.' }));
    expect(inputs.flatMap((input) => violations(manifest.input, input))).toEqual([]);
  });

  it('states a measured accuracy, the same as the model card', () => {
    const [accuracy] = manifest.quality;
    expect(accuracy).toMatchObject({ metric: 'accuracy', examples: 7824 });
    expect(accuracy?.value).toBeGreaterThanOrEqual(0.81);
    expect(readFileSync(here('../README.md'), 'utf8')).toContain(String(accuracy?.value));
  });
});

it('ships a model of 25 MB or less', () => {
  expect(statSync(here('../model.onnx')).size).toBeLessThanOrEqual(25 * 1024 * 1024);
});
