import { readFileSync } from 'node:fs';
import { contentTypesOf, ModelManifest, parse, violations } from '@pilotlight/contracts';
import { describe, expect, it } from 'vitest';

const here = (path: string) => new URL(path, import.meta.url);
const manifest = parse(
  ModelManifest,
  JSON.parse(readFileSync(here('../model.json'), 'utf8')),
  'model.json',
);

describe('model.json', () => {
  it('has examples that fit its own input schema', () => {
    const broken = manifest.examples.flatMap(({ input }) => violations(manifest.input, input));
    expect(broken).toEqual([]);
  });

  it('names each picture once, with a sentence, from today backwards', () => {
    const pictures = manifest.answerFiles?.pictures ?? [];
    expect(pictures.map(({ name }) => name)).toEqual(['today', '1990s', '1970s', '1920s', '1850s']);
    for (const { description } of pictures) expect(description).toMatch(/^[A-Z].*\.$/);
  });

  it('takes photographs as a body, and gives an array', () => {
    expect(contentTypesOf(manifest)).toEqual({
      input: ['image/jpeg', 'image/png', 'application/json'],
      output: ['application/x-npy'],
    });
    expect(manifest.pictureSize).toEqual({ width: 1024, height: 1024 });
  });
});
