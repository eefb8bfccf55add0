import { chmodSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { modelFile } from '../contract/support/model.ts';
import { changed, fixture } from './support/bundles.ts';
import { NOBODY, type ProgramOptions, root, start } from './support/program.ts';

/** The result of a start with a broken bundle. */
async function failure(bundle: string, options: ProgramOptions = {}) {
  const { ended, stderr } = start(bundle, options);
  return { ...(await ended), stderr: stderr() };
}

const onnx = readFileSync(join(fixture('numbers'), 'model.onnx'));
const manifest = readFileSync(join(fixture('moody'), 'model.json'), 'utf8');
const entailment = readFileSync(modelFile('model.onnx'));

const handler = (text: string) => changed('moody', { 'code/handler.mjs': text });

test.each([
  [
    'model.onnx is truncated',
    () => changed('numbers', { 'model.onnx': onnx.subarray(0, onnx.length / 2) }),
    /model\.onnx .*could not load.*(parsing|protobuf)/i,
  ],
  ['model.onnx is empty', () => changed('numbers', { 'model.onnx': '' }), /model\.onnx/],
  [
    'a large model.onnx is truncated',
    () => changed('numbers', { 'model.onnx': entailment.subarray(0, entailment.length - 1000) }),
    /model\.onnx .*could not load.*(parsing|protobuf)/i,
  ],
  ['model.onnx is missing', () => changed('moody', { 'model.onnx': undefined }), /no model\.onnx/],
  [
    'model.json is truncated',
    () => changed('moody', { 'model.json': manifest.slice(0, 300) }),
    /model\.json is not JSON/,
  ],
  ['model.json is not a manifest', () => changed('moody', { 'model.json': '{}' }), /model\.json/],
  [
    'the handler does not parse',
    () => handler('export const predict = ('),
    /handler\.mjs.*(Unexpected|token)/,
  ],
  [
    'the handler imports a missing package',
    () => handler("import 'nothing-of-this-name'; export const predict = () => [];"),
    /handler\.mjs.*nothing-of-this-name/,
  ],
  ['the handler throws', () => handler('throw new Error("one\\ntwo")'), /handler\.mjs.*one/],
  ['the handler ends its thread', () => handler('process.exit(7)'), /exit code 7/],
  [
    'the handler exports no hook',
    () => handler('export const x = 1'),
    /handler\.mjs exports no hook/,
  ],
  [
    'the handler does not load its model',
    () => handler('export async function loadModel() { throw new Error("no model today") }'),
    /handler\.mjs.*no model today/,
  ],
  [
    'the example is not answered',
    () => handler('export async function predict() { throw new Error("not today") }'),
    /example "Calm".*not today/,
  ],
  [
    'predict returns something else',
    () => handler('export async function predict() { return 1 }'),
    /example "Calm".*number for 1 input/,
  ],
])('%s: exit code 1, and one line with the reason', async (_name, bundle, says) => {
  const { code, stderr } = await failure(bundle());
  expect([code, stderr]).toEqual([1, expect.stringMatching(says)]);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test.each([
  ['the directory', 'moody', '', /moody.*permission denied/],
  ['model.json', 'moody', 'model.json', /model\.json.*permission denied/],
  [
    'model.onnx',
    'numbers',
    'model.onnx',
    /model\.onnx.*(permission denied|system error number 13)/i,
  ],
  ['code/', 'moody', 'code', /code.*permission denied/],
  ['the handler', 'moody', 'code/handler.mjs', /handler\.mjs.*permission denied/],
])(
  '%s is not readable: exit code 1, and one line with the reason',
  async (_name, of, path, says) => {
    const bundle = changed(of, {});
    chmodSync(dirname(bundle), 0o755);
    chmodSync(join(bundle, path), 0);
    const { code, stderr } = await failure(bundle, root ? { user: NOBODY } : {});
    chmodSync(join(bundle, path), 0o755);
    expect([code, stderr]).toEqual([1, expect.stringMatching(says)]);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  },
);
