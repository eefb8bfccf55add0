import { expect, test } from 'vitest';
import { checkEntries, leadsOut, wrapperOf } from '../../src/archive/check-entries.ts';
import type { ArchiveEntry } from '../../src/archive/read-entries.ts';

const file = (path: string, changes: Partial<ArchiveEntry> = {}): ArchiveEntry => ({
  path,
  type: 'File',
  bytes: 10,
  mode: 0o644,
  owner: undefined,
  ...changes,
});
const folder = (path: string) => file(path, { type: 'Directory', bytes: 0, mode: 0o755 });

const check = (...entries: ArchiveEntry[]) =>
  checkEntries('model.tar.gz', entries).map(
    ({ rule, severity, where }) => `${severity} ${rule} ${where}`,
  );

test('accepts archives of the packer and of `tar -C DIR .`', () => {
  expect(check(file('model.json'), file('code/handler.mjs'), file('model.onnx'))).toEqual([]);
  expect(check(folder('./'), file('./model.json'), folder('./code/'))).toEqual([]);
});

test.each([
  ['/model.onnx', true],
  ['../model.onnx', true],
  ['code/../../model.onnx', true],
  ['..', true],
  ['C:/model.onnx', true],
  ['code\\handler.mjs', true],
  ['code/../model.onnx', false],
  ['..model.onnx', false],
])('whether %s points outside: %s', (path, out) => {
  expect(leadsOut(path)).toBe(out);
  const found = check(file('model.json'), file(path));
  expect(found).toEqual(out ? [`error archive-path ${path}`] : []);
});

test.each(['SymbolicLink', 'Link', 'CharacterDevice', 'FIFO'])('refuses a %s', (type) => {
  expect(check(file('model.json'), file('model.onnx', { type }))).toEqual([
    'error file-link model.onnx',
  ]);
});

test('refuses a path that occurs twice, however it is written', () => {
  expect(check(file('model.json'), file('./model.json'))).toEqual([
    'error archive-duplicate ./model.json',
  ]);
});

test('finds the directory that wraps everything, at any depth, and with macOS files beside it', () => {
  const entries = [folder('echo/'), file('echo/model.json'), file('echo/code/handler.mjs')];
  expect(wrapperOf(entries)).toBe('echo');
  expect(wrapperOf([file('._echo'), ...entries])).toBe('echo');
  expect(wrapperOf([file('libs/echo/model.json'), file('libs/echo/model.onnx')])).toBe('libs/echo');
  expect(wrapperOf([...entries, file('model.onnx')])).toBeUndefined();
  expect(wrapperOf([file('echo/model.onnx')])).toBeUndefined();
  expect(check(...entries)).toEqual(['error archive-wrapped model.tar.gz']);
});

test('warns when model.json is not first', () => {
  expect(check(file('model.onnx'), file('model.json'))).toEqual([
    'warning archive-order model.tar.gz',
  ]);
});

test('warns about modes that only the owner can read', () => {
  expect(check(file('model.json'), file('model.onnx', { mode: 0o600 }))).toEqual([
    'warning archive-mode model.onnx',
  ]);
  const shut = file('code/', { type: 'Directory', mode: 0o744 });
  expect(check(file('model.json'), shut)).toEqual(['warning archive-mode code/']);
});

test('warns once about an owner', () => {
  const owned = { owner: 'ada' };
  expect(check(file('model.json', owned), file('model.onnx', owned))).toEqual([
    'warning archive-owner model.tar.gz',
  ]);
});

test('refuses too many entries and too many bytes', () => {
  const many = Array.from({ length: 10_001 }, (_, index) => file(`${index}`));
  expect(check(file('model.json'), ...many)).toEqual(['error archive-size model.tar.gz']);
  expect(check(file('model.json', { bytes: 20_000_000_001 }))).toEqual([
    'error archive-size model.tar.gz',
  ]);
});
