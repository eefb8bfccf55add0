import { expect, test } from 'vitest';
import { checkTypes } from '../../src/checks/check-types.ts';
import type { OnnxModel, OnnxValue } from '../../src/onnx/onnx-model.ts';
import { readOnnx } from '../../src/onnx/read-onnx.ts';
import { fixture } from '../model-folder.ts';
import { subjectOf } from '../subject-of.ts';

const double = readOnnx(fixture('double.onnx'));
const check = (changes: Partial<OnnxModel>, ...hooks: string[]) =>
  checkTypes(subjectOf({ onnx: { ...double, ...changes } }), new Set(hooks));
const value = (name: string, type: string): OnnxValue => ({ name, type, shape: ['n'] });

test('takes tensors that can be filled and read, halves as an output', () => {
  expect(check({})).toEqual([]);
  expect(check({ outputs: [value('y', 'float16')] })).toEqual([]);
});

test.each<[string, Partial<OnnxModel>, RegExp, RegExp]>([
  ['brain floats', readOnnx(fixture('brain.onnx')), /gives y as bfloat16/, /Cast to float32/],
  ['brain floats in', { inputs: [value('x', 'bfloat16')] }, /takes x as bfloat16/, /Cast from/],
  ['halves in', { inputs: [value('x', 'float16')] }, /takes x as float16.*26791/, /keep_io_types/],
  [
    'a sequence in',
    { inputs: [value('x', 'sequence of float32')] },
    /takes x, a sequence/,
    /tensors/,
  ],
  ['ZipMap', readOnnx(fixture('zipmap.onnx')), /gives y as a sequence of map/, /without ZipMap/],
  [
    'another sequence',
    { outputs: [value('y', 'sequence of float32')] },
    /gives y as a sequence of float32/,
    /^end the graph in a tensor \(ConcatFromSequence/,
  ],
])('names %s, and what would be right', (_what, changes, found, wanted) => {
  const [finding, ...others] = check(changes);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ rule: 'onnx-types', severity: 'error', where: 'model.onnx' });
  expect(finding?.found).toMatch(found);
  expect(finding?.wanted).toMatch(wanted);
});

test('leaves out what is not read', () => {
  const zipMap = { outputs: [value('y', 'float32'), value('maps', 'sequence of map')] };
  expect(check(zipMap)).toEqual([]);
  expect(check({ outputs: [value('y', 'sequence of map')] }, 'predict')).toEqual([]);
  expect(check({ inputs: [value('x', 'float16')] }, 'loadModel')).toEqual([]);
});
