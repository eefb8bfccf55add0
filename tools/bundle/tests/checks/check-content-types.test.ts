import { expect, test } from 'vitest';
import { checkContentTypes } from '../../src/checks/check-content-types.ts';
import { manifest } from '../model-folder.ts';
import { subjectOf } from '../subject-of.ts';

type ContentTypes = NonNullable<typeof manifest.contentTypes>;

const check = (contentTypes: ContentTypes, hooks: readonly string[] = []) =>
  checkContentTypes(subjectOf({ manifest: { ...manifest, contentTypes } }), new Set(hooks));

test('accepts a manifest that declares none, and the types that the runtime takes and gives', () => {
  expect(checkContentTypes(subjectOf(), new Set())).toEqual([]);
  const types = ['application/json', 'text/csv', 'application/x-npy'];
  expect(check({ input: types, output: types })).toEqual([]);
});

test('names each type that the runtime does not take or give, and what it does', () => {
  const [input, output, ...more] = check({
    input: ['text/csv', 'audio/wav'],
    output: ['image/png'],
  });
  expect(input).toMatchObject({ rule: 'content-type', where: 'model.json#/contentTypes/input' });
  expect(input?.found).toMatch(/^has audio\/wav, but the runtime takes only application\/json, /);
  expect(input?.wanted).toBe('leave it out, or export parseInput from the handler');
  expect(output).toMatchObject({ where: 'model.json#/contentTypes/output' });
  expect(output?.found).toContain('has image/png, but the runtime gives only');
  expect(more).toEqual([]);
});

test('leaves the types of its own hooks to the handler', () => {
  const audio = { input: ['audio/wav'], output: ['audio/wav'] };
  expect(check(audio, ['parseInput'])).toMatchObject([
    { where: 'model.json#/contentTypes/output' },
  ]);
  expect(check(audio, ['parseInput', 'formatOutput'])).toEqual([]);
});
