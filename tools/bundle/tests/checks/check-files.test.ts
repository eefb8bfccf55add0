import { expect, test } from 'vitest';
import { checkFiles } from '../../src/checks/check-files.ts';
import { readOnnx } from '../../src/onnx/read-onnx.ts';
import { fixture } from '../model-folder.ts';
import { rulesOf, subjectOf } from '../subject-of.ts';

const subject = (names: readonly string[], changes: Parameters<typeof subjectOf>[0] = {}) =>
  subjectOf({
    files: new Map(['model.json', 'model.onnx', ...names].map((name) => [name, 10])),
    ...changes,
  });

test('accepts the usual files of a model', () => {
  const names = ['code/handler.mjs', 'tokenizer.json', 'vocab.txt', 'LICENSE', 'README.md'];
  expect(checkFiles(subject(names))).toEqual([]);
});

test.each([
  '.env',
  '.env.local',
  'code/.npmrc',
  'server.pem',
  'id_ed25519',
  '.aws/config',
  'credentials.json',
])('refuses %s', (name) => {
  expect(rulesOf(checkFiles(subject([name])))).toEqual([`file-secret ${name}`]);
});

test.each([
  ['.DS_Store', /macOS/],
  ['._model.onnx', /macOS/],
  ['__MACOSX/x', /macOS/],
  ['node_modules/a/index.js', /installed packages/],
  ['code/handler.mjs.map', /source map/],
  ['src/handler.js', /source or a test/],
  ['tests/a.json', /source or a test/],
  ['code/inference.py', /source or a test/],
  ['package.json', /development of the model/],
  ['.gitignore', /development of the model/],
  ['model.json~', /development of the model/],
  ['old.onnx', /nothing refers to/],
  ['model.pt', /nothing refers to/],
])('warns about %s', (name, found) => {
  const [finding, ...others] = checkFiles(subject([name]));
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ rule: 'file-stray', severity: 'warning', where: name });
  expect(finding?.found).toMatch(found);
});

test('reports each kind once, with its number of files', () => {
  const names = Array.from({ length: 30 }, (_, index) => `node_modules/p${index}/index.js`);
  const findings = checkFiles(subject([...names, 'src/a.ts', 'src/b.ts']));
  expect(findings.map(({ found }) => found)).toEqual([
    'belongs to installed packages or tools, and so are 29 more files',
    'is a source or a test, and so is 1 more file',
  ]);
});

test('accepts a second model that the handler names, or that holds external weights', () => {
  const handler = 'const path = join(directory, "decoder.onnx");';
  expect(checkFiles(subject(['decoder.onnx'], { handler }))).toEqual([]);
  const onnx = { ...readOnnx(fixture('external.onnx')), externalFiles: new Map([['big.pb', 4]]) };
  expect(checkFiles(subject(['big.pb'], { onnx }))).toEqual([]);
});

test('warns about a large file that nothing names', () => {
  const files = new Map([
    ['model.json', 500_000],
    ['data/words/en.bin', 200_000],
    ['notes.bin', 100_000],
    ['small.bin', 99_999],
  ]);
  const handler = 'readdir(join(directory, "data/words"))';
  const findings = checkFiles(subjectOf({ files, handler }));
  expect(rulesOf(findings)).toEqual(['file-unread notes.bin']);
  expect(findings[0]?.severity).toBe('warning');
});
