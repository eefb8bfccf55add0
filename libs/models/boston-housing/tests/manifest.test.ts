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

/** The columns of the data set, in its order: rows without a header depend on it. */
const COLUMNS = 'crim zn indus chas nox rm age dis rad tax ptratio b lstat'.split(' ');

describe('model.json', () => {
  it('has the columns of the data set in its order', () => {
    expect(Object.keys(manifest.input.properties)).toEqual(COLUMNS);
  });

  it('has examples that fit its own input schema', () => {
    const broken = manifest.examples.flatMap(({ input }) => violations(manifest.input, input));
    expect(broken).toEqual([]);
  });

  it.each([
    ['a word', { rm: 'six' }, '/rm'],
    ['a share above 100 %', { lstat: 101 }, '/lstat'],
    ['a third kind of river', { chas: 2 }, '/chas'],
    ['an unknown number', { garage: 1 }, '/garage'],
    ['the number of rooms missing', { rm: undefined }, '/rm'],
  ])('has an input schema that rejects %s', (_what, change, pointer) => {
    const input = Object.entries({ ...manifest.examples[0]?.input, ...change });
    const given = Object.fromEntries(input.filter(([, value]) => value !== undefined));
    expect(violations(manifest.input, given).map((found) => found.pointer)).toEqual([pointer]);
  });

  it('takes and gives JSON and CSV', () => {
    const both = ['application/json', 'text/csv'];
    expect(contentTypesOf(manifest)).toEqual({ input: both, output: both });
  });

  it('states the same figure as the model card, and what is wrong with the data', () => {
    const [error] = manifest.quality;
    expect(error?.value).toBeLessThan(4);
    expect(card).toContain(`**${error?.value.toFixed(2)}**`);
    expect(manifest.description).toContain('Only an example');
  });
});

it('ships a model of 1 MB or less', () => {
  expect(statSync(here('../model.onnx')).size).toBeLessThanOrEqual(1_000_000);
});
