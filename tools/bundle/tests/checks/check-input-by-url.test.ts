import type { ModelManifest } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { checkInputByUrl } from '../../src/checks/check-input-by-url.ts';
import { manifest } from '../model-folder.ts';
import { subjectOf } from '../subject-of.ts';

const picture: ModelManifest = {
  ...manifest,
  input: {
    type: 'object',
    properties: { image: { type: 'string', contentEncoding: 'base64' }, size: { type: 'number' } },
    required: ['image'],
  },
  contentTypes: { input: ['application/json', 'image/jpeg', 'image/png'] },
  inputByUrl: { property: 'image', field: 'url', mediaTypes: ['image/jpeg', 'image/png'] },
};

const check = (changes: Partial<ModelManifest>) =>
  checkInputByUrl(subjectOf({ manifest: { ...picture, ...changes } })).map(
    ({ where, found }) => `${where} ${found}`,
  );

const byUrl = (changes: Partial<NonNullable<ModelManifest['inputByUrl']>>) =>
  check({ inputByUrl: { property: 'image', field: 'url', mediaTypes: ['image/png'], ...changes } });

test('accepts a picture that is all that is required, and a manifest without one', () => {
  expect(check({})).toEqual([]);
  expect(checkInputByUrl(subjectOf())).toEqual([]);
});

test('names a property that is missing or no picture', () => {
  for (const property of ['photo', 'size']) {
    expect(byUrl({ property })[0]).toBe(
      `model.json#/inputByUrl/property is "${property}", which is not a property with contentEncoding base64`,
    );
  }
});

test('names what is required beside the picture', () => {
  const { properties } = picture.input;
  const input = { type: 'object' as const, properties, required: ['image', 'size'] };
  expect(check({ input })).toEqual([
    'model.json#/inputByUrl leaves out size, which input requires',
  ]);
});

test('names a member that a body could not tell apart', () => {
  expect(byUrl({ field: 'size' })).toEqual([
    'model.json#/inputByUrl/field is "size", which is a property of input',
  ]);
});

test('names each type that the model does not take', () => {
  expect(check({ contentTypes: { input: ['image/jpeg'] } })).toMatchObject([
    expect.stringContaining('needs application/json in contentTypes/input'),
    expect.stringContaining('needs image/png in contentTypes/input'),
  ]);
});
