import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkAnswers } from '../../src/checks/check-answers.ts';
import { IMAGE_ENVIRONMENT } from '../../src/child/image-environment.ts';
import { readSubject } from '../../src/subject.ts';
import { bundleFolder, manifest } from '../model-folder.ts';

const dockerfile = () =>
  readFile(join(import.meta.dirname, '../../../../apps/inference/Dockerfile'), 'utf8');

test('has the variables of the image, and no others', async () => {
  const [, environment = ''] = /^ENV ((?:.*\\\n)*.*)$/m.exec(await dockerfile()) ?? [];
  const pairs = environment.replaceAll('\\\n', ' ').trim().split(/\s+/);
  const split = pairs.map((pair) => /^([^=]+)=(.*)$/.exec(pair)?.slice(1) ?? []);
  expect(Object.fromEntries(split)).toEqual(IMAGE_ENVIRONMENT);
});

const text = { type: 'string', title: 'Text', description: 'A text' };
async function check(from: string) {
  const words = {
    ...manifest,
    input: { type: 'object', properties: { x: text }, required: ['x'] },
    output: { type: 'object', properties: { y: text }, required: ['y'] },
    examples: [{ title: 'One', input: { x: 'élan' } }],
  };
  const changes = { 'model.json': JSON.stringify(words), 'model.onnx': { from } };
  return checkAnswers(await readSubject(await bundleFolder(changes)));
}

test("has the locale of StringNormalizer, which the image copies from Debian's C.UTF-8", async () => {
  expect(await dockerfile()).toMatch('cp -r /usr/lib/locale/C.utf8 /usr/lib/locale/en_US.utf8');
  expect(await check('capitals.onnx')).toEqual([]);
});

test.skipIf(process.platform !== 'linux')(
  'has no other locale, whatever this machine has',
  async () => {
    const [finding] = await check('german.onnx');
    expect(finding?.found).toMatch('Failed to construct locale with name:de_DE.UTF-8');
    expect(finding?.wanted).toMatch('the locale en_US.UTF-8');
  },
);
