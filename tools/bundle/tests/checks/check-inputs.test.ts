import type { ModelManifest } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { checkInputs } from '../../src/checks/check-inputs.ts';
import type { OnnxValue } from '../../src/onnx/onnx-model.ts';
import { readOnnx } from '../../src/onnx/read-onnx.ts';
import { fixture, manifest } from '../model-folder.ts';
import { subjectOf } from '../subject-of.ts';

type Properties = ModelManifest['input']['properties'];

interface Options {
  readonly inputs?: readonly OnnxValue[];
  readonly outputs?: readonly OnnxValue[];
  readonly hooks?: readonly string[];
  readonly required?: string[];
}

const model = readOnnx(fixture('double.onnx'));
const number = { type: 'number' };

function check(input: Properties, output: Properties, options: Options = {}) {
  const { inputs = model.inputs, outputs = model.outputs, hooks = [], required = [] } = options;
  const subject = subjectOf({
    onnx: { ...model, inputs, outputs },
    manifest: {
      ...manifest,
      input: { type: 'object', properties: input },
      output: { type: 'object', properties: output, required },
    },
  });
  return checkInputs(subject, new Set(hooks));
}

const named = (name: string): OnnxValue => ({ name, type: 'float32', shape: ['n'] });

test.each<[string, Properties, Properties, Options]>([
  ['equal names', { x: number }, { y: number }, {}],
  ['one property of another name', { text: { type: 'string' } }, { answer: number }, {}],
  ['a table of numbers', { a: number, b: { type: ['integer', 'boolean'] } }, { y: number }, {}],
  [
    'several equal names',
    { a: number, b: number },
    { y: number },
    { inputs: [named('a'), named('b')] },
  ],
  [
    'an output that the schema does not use',
    { x: number },
    { y: number },
    { outputs: [named('y'), named('z')] },
  ],
])('accepts %s', (_what, input, output, options) => {
  expect(check(input, output, options)).toEqual([]);
});

test.each<[string, Properties, Properties, Options, RegExp]>([
  [
    'a table with a string in it',
    { a: number, b: { type: 'string' } },
    { y: number },
    {},
    /takes x \(float32 \[n\]\), but the input schema has a, b/,
  ],
  [
    'an input that nothing fills',
    { x: number, b: number },
    { y: number },
    { inputs: [named('x'), named('mask')] },
    /takes mask .* has x, b/,
  ],
  [
    'a required output that the model does not give',
    { x: number },
    { y: number, label: { type: 'string' } },
    { required: ['label'] },
    /gives y \(float32 \[n\]\), but the output schema expects label/,
  ],
  ['no output of a matching name', { x: number }, { a: number, b: number }, {}, /expects a, b/],
])('refuses %s', (_what, input, output, options, found) => {
  const [finding, ...others] = check(input, output, options);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ rule: 'onnx-inputs', severity: 'error', where: 'model.onnx' });
  expect(finding?.found).toMatch(found);
});

test('checks only what the handler leaves to the defaults', () => {
  const [input, output] = [
    { a: { type: 'string' }, b: number },
    { c: number, d: number },
  ];
  expect(check(input, output)).toHaveLength(2);
  expect(check(input, output, { hooks: ['parseInput'] })).toHaveLength(1);
  expect(check(input, output, { hooks: ['predict'] })).toEqual([]);
  expect(check(input, output, { hooks: ['loadModel'] })).toEqual([]);
});
