import { expect, test } from 'vitest';
import { findHandler } from '../../src/folder/find-handler.ts';
import { type Files, modelFolder } from '../model-folder.ts';
import { rulesOf } from '../subject-of.ts';

const HANDLER = 'export const predict = (batch) => batch;';
const find = async (files: Files) =>
  findHandler(
    await modelFolder({ 'src/handler.ts': undefined, 'src/double.ts': undefined, ...files }),
  );

test.each([
  'src/handler.ts',
  'src/handler.mts',
  'src/handler.js',
  'src/handler.mjs',
  'code/handler.mjs',
  'handler.ts',
  'handler.js',
])('finds %s', async (source) => {
  expect(await find({ [source]: HANDLER })).toEqual({ source, findings: [] });
});

test('finds none in a folder without sources', async () => {
  expect(await find({ 'export.py': 'x', 'vitest.config.ts': 'x' })).toEqual({
    source: undefined,
    findings: [],
  });
});

test('refuses two handlers, because one would be left out silently', async () => {
  const { source, findings } = await find({
    'src/handler.ts': HANDLER,
    'code/handler.mjs': HANDLER,
  });
  expect(source).toBeUndefined();
  expect(findings).toMatchObject([
    {
      rule: 'handler-place',
      severity: 'error',
      where: 'code/handler.mjs',
      found: 'is a handler, and so is src/handler.ts',
    },
  ]);
});

test.each([
  ['in CommonJS', 'src/handler.cjs', 'exports.predict = (batch) => batch;'],
  ['with a capital letter', 'src/Handler.ts', 'const predict = 1;\nexport { predict };'],
  ['with another name', 'src/index.ts', 'export const { loadModel, predict } = hooks;'],
  ['with another name beside model.json', 'predict.js', HANDLER],
  ['in Python', 'code/inference.py', 'def predict_fn(): pass'],
])('refuses a handler %s', async (_what, where, text) => {
  const { source, findings } = await find({ [where]: text });
  expect(source).toBeUndefined();
  expect(findings).toMatchObject([{ rule: 'handler-place', severity: 'error', where }]);
});

test('warns about a source that no handler uses', async () => {
  const { findings } = await find({ 'src/words.ts': 'export const x = 1;' });
  expect(rulesOf(findings)).toEqual(['handler-place src/words.ts']);
  expect(findings[0]?.severity).toBe('warning');
});
