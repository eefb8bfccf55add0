import { readFileSync, statSync } from 'node:fs';
import { ModelManifest, parse, violations } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TEMPLATE, readTemplate } from '../src/template.ts';
import { Vocabulary } from '../src/vocabulary.ts';

const here = (path: string) => new URL(path, import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(here(path), 'utf8'));
const manifest = parse(ModelManifest, json('../model.json'), 'model.json');
const vocabulary = new Vocabulary(json('../vocabulary.json'));
const offered = (manifest.input.properties.tmpl?.anyOf as { const?: string; title: string }[])
  .map((branch) => branch.const)
  .filter((template) => template !== undefined);

describe('model.json', () => {
  it('has examples that fit its own input schema', () => {
    const broken = manifest.examples.flatMap(({ input }) => violations(manifest.input, input));
    expect(broken).toEqual([]);
  });

  it.each([
    ['a missing sentence', { tmpl: '(S (NP))' }, '/sent'],
    ['an empty sentence', { sent: '' }, '/sent'],
    ['a wrong type', { sent: 7 }, '/sent'],
    ['an over-long template', { sent: 'They sing.', tmpl: '('.repeat(1001) }, '/tmpl'],
    ['an over-long parse', { sent: 'They sing.', synt: '('.repeat(5001) }, '/synt'],
    ['an unknown field', { sent: 'They sing.', mood: 'sad' }, '/mood'],
  ])('has an input schema that rejects %s', (_what, input, pointer) => {
    expect(violations(manifest.input, input).map((found) => found.pointer)).toEqual([pointer]);
  });

  it('offers templates that the handler takes, the default first, and takes any others', () => {
    expect(offered[0]).toBe(DEFAULT_TEMPLATE);
    expect(offered.map((template) => readTemplate(template, vocabulary).text)).toEqual(offered);
    expect(violations(manifest.input, { sent: 'They sing.', tmpl: '(S (VP))' })).toEqual([]);
  });

  it('states the figures of the model card', () => {
    expect(manifest.quality.length).toBeGreaterThan(0);
    const card = readFileSync(here('../README.md'), 'utf8');
    for (const { value } of manifest.quality) expect(card).toContain(String(value));
  });
});

it('ships files of 10 MB or less', () => {
  const files = ['../model.onnx', '../decoder.onnx', '../vocabulary.json'];
  const bytes = files.reduce((sum, file) => sum + statSync(here(file)).size, 0);
  expect(bytes).toBeLessThanOrEqual(10 * 1024 * 1024);
});
