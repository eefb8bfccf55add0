import { expect, test } from 'vitest';
import { checkOnnx } from '../../src/checks/check-onnx.ts';
import { readOnnx } from '../../src/onnx/read-onnx.ts';
import { fixture } from '../model-folder.ts';
import { subjectOf } from '../subject-of.ts';

const check = (name: string) => checkOnnx(subjectOf({ onnx: readOnnx(fixture(name)) }));

test.each(['double.onnx', 'newest.onnx', 'function.onnx', 'external.onnx'])(
  'accepts %s',
  (name) => {
    expect(check(name)).toEqual([]);
  },
);

test.each([
  ['opset-27.onnx', 'error onnx-opset', /opset 27 of ai\.onnx \(by make-models\).* up to 26/, /26/],
  ['ml-6.onnx', 'error onnx-opset', /opset 6 of ai\.onnx\.ml .* up to 5/, /opset 5/],
  ['ir-14.onnx', 'error onnx-ir', /IR version 14.* up to 13/, /ir_version to 13/],
  ['opset-6.onnx', 'warning onnx-opset', /opset 6, .* for 7 and newer/, /newer opset/],
  ['custom.onnx', 'error onnx-domain', /my\.words:Stem/, /in the handler/],
  ['odd.onnx', 'error onnx-domain', /my\.branches:Odd/, /in the handler/],
])('says what is wrong with %s and what to do', (name, rule, found, wanted) => {
  const [finding, ...others] = check(name);
  expect(others).toEqual([]);
  expect(`${finding?.severity} ${finding?.rule}`).toBe(rule);
  expect(finding?.found).toMatch(found);
  expect(finding?.wanted).toMatch(wanted);
});

test('refuses a model without any opset', () => {
  const onnx = { ...readOnnx(fixture('double.onnx')), opsets: new Map<string, number>() };
  expect(checkOnnx(subjectOf({ onnx }))).toMatchObject([
    { rule: 'onnx-opset', severity: 'error', found: 'imports no opset' },
  ]);
});

test('advises to move tokeniser operators into the handler', () => {
  const operators = new Map([['ai.onnx.contrib', 'BertTokenizer']]);
  const onnx = { ...readOnnx(fixture('double.onnx')), operators };
  const [finding] = checkOnnx(subjectOf({ onnx }));
  expect(finding?.wanted).toMatch(/onnxruntime-extensions is not in the container/);
});

test('refuses a file above the limit of protobuf', () => {
  const files = new Map([['model.onnx', 2 ** 31]]);
  expect(checkOnnx(subjectOf({ files }))).toMatchObject([
    { rule: 'onnx-size', wanted: 'export it with its weights as external data' },
  ]);
});
