import { expect, test } from 'vitest';
import { checkExternalData } from '../../src/checks/check-external-data.ts';
import { readOnnx } from '../../src/onnx/read-onnx.ts';
import { fixture } from '../model-folder.ts';
import { subjectOf } from '../subject-of.ts';

const onnx = readOnnx(fixture('external.onnx'));
const at = (location: string) => ({ ...onnx, externalFiles: new Map([[location, 12]]) });
const check = (files: [string, number][], location = 'weights.bin') =>
  checkExternalData(subjectOf({ files: new Map(files), onnx: at(location) }));

test('accepts weights beside the model and in subfolders', () => {
  expect(check([['weights.bin', 12]])).toEqual([]);
  expect(check([['weights.bin', 12]], './weights.bin')).toEqual([]);
  expect(check([['data/weights.bin', 13]], 'data/weights.bin')).toEqual([]);
});

test('refuses weights that are missing or too short', () => {
  expect(check([])).toMatchObject([{ rule: 'onnx-external-data', where: 'weights.bin' }]);
  expect(check([['weights.bin', 11]])).toMatchObject([{ where: 'weights.bin' }]);
});

test.each([
  '../weights.bin',
  '/etc/passwd',
  'a/../../b',
  '..',
  'C:\\weights.bin',
  '..\\weights.bin',
])('refuses weights in %s, outside the bundle', (location) => {
  expect(check([['weights.bin', 12]], location)).toMatchObject([
    { where: 'model.onnx', found: expect.stringContaining('outside the bundle') },
  ]);
});

test('reports the location of weights outside the bundle', () => {
  const escaping = readOnnx(fixture('escaping.onnx'));
  expect(checkExternalData(subjectOf({ onnx: escaping }))).toMatchObject([
    { found: 'keeps weights in ../../etc/passwd, outside the bundle' },
  ]);
});
