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

test('accepts tensors that can be filled and read, and float16 as an output', () => {
  expect(check({})).toEqual([]);
  expect(check({ outputs: [value('y', 'float16')] })).toEqual([]);
});

test.each<[string, Partial<OnnxModel>, RegExp, RegExp]>([
  ['a bfloat16 output', readOnnx(fixture('brain.onnx')), /gives y as bfloat16/, /Cast to float32/],
  ['a bfloat16 input', { inputs: [value('x', 'bfloat16')] }, /takes x as bfloat16/, /Cast from/],
  [
    'a float16 input',
    { inputs: [value('x', 'float16')] },
    /takes x as float16.*26791/,
    /keep_io_types/,
  ],
  [
    'a sequence as input',
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
])('names %s, and says what to do', (_what, changes, found, wanted) => {
  const [finding, ...others] = check(changes);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ rule: 'onnx-types', severity: 'error', where: 'model.onnx' });
  expect(finding?.found).toMatch(found);
  expect(finding?.wanted).toMatch(wanted);
});

test('ignores tensors that are not read', () => {
  const zipMap = { outputs: [value('y', 'float32'), value('maps', 'sequence of map')] };
  expect(check(zipMap)).toEqual([]);
  expect(check({ outputs: [value('y', 'sequence of map')] }, 'predict')).toEqual([]);
  expect(check({ inputs: [value('x', 'float16')] }, 'loadModel')).toEqual([]);
});
