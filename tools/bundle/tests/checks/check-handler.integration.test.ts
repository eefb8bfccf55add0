import { expect, test } from 'vitest';
import { checkHandler } from '../../src/checks/check-handler.ts';
import { readSubject } from '../../src/subject.ts';
import { bundleFolder } from '../model-folder.ts';

async function check(handler?: string) {
  return checkHandler(await readSubject(await bundleFolder({ 'code/handler.mjs': handler })));
}

test('accepts every hook, and extra parameters with a default value', async () => {
  const { findings, hooks } = await check(`
    console.log('printed at import');
    export async function loadModel(directory, runtime) {}
    export function parseInput(body, contentType) {}
    export async function* predict(batch, model, options = {}) {}
    export const formatOutput = (prediction) => prediction;
    export const paddedLength = ({ text }) => text.length;
  `);
  expect(findings).toEqual([]);
  expect([...hooks].sort()).toEqual(
    ['formatOutput', 'loadModel', 'paddedLength', 'parseInput', 'predict'].sort(),
  );
});

test('finds nothing in a bundle without a handler', async () => {
  expect(await check()).toEqual({ findings: [], hooks: new Set() });
});

test.each<[string, string, RegExp]>([
  [
    'that throws',
    'throw new Error("no tokenizer");',
    /cannot be imported \(no tokenizer, at code\/handler\.mjs:1:7\)/,
  ],
  ['that throws a string', 'throw "no";', /cannot be imported \(no\)/],
  ['that does not parse', 'export const', /cannot be imported \(/],
  [
    'that imports what is not in the bundle',
    'import "left-pad";',
    /Cannot find package 'left-pad'/,
  ],
  ['that exits', 'process.exit(0);', /when it is imported, ends its process with exit code 0/],
  ['that waits forever', 'await new Promise(() => {});', /ends its process with exit code/],
])('refuses a handler %s', async (_what, handler, found) => {
  const { findings, hooks } = await check(handler);
  expect(findings).toMatchObject([{ rule: 'handler-import', severity: 'error' }]);
  expect(findings[0]?.found).toMatch(found);
  expect(hooks.size).toBe(0);
});

test('refuses a handler that reads a file relative to the working directory, and names it', async () => {
  const { findings } = await check(`import { readFileSync } from 'node:fs';
    readFileSync('labels.json');`);
  expect(findings[0]?.found).toMatch("open 'labels.json'");
  expect(findings[0]?.wanted).toMatch('read join(directory, "labels.json")');
});

test('refuses a handler that fetches, even if it catches the error', async () => {
  const { findings } = await check(`await fetch('https://models.invalid/a').catch(() => {});
    export const predict = (batch) => batch;`);
  expect(findings).toMatchObject([
    { rule: 'handler-network', found: expect.stringContaining('connects to models.invalid:443') },
  ]);
});

test('refuses hooks that are not functions or require too many arguments', async () => {
  const { findings, hooks } = await check(`
    export const predict = 'yes';
    export function formatOutput(prediction, accept, model) {}
  `);
  expect(findings.map(({ rule, severity, found }) => `${severity} ${rule}: ${found}`)).toEqual([
    'error handler-arity: has a formatOutput of 3 parameters, but it is called with 2 arguments',
    'error handler-export: exports predict as string, not as a function',
  ]);
  expect(hooks).toEqual(new Set(['formatOutput']));
});

test('warns about exports that nothing calls, and suggests the nearest hook', async () => {
  const { findings } = await check(`
    export function predict() {}
    export function parseInputs() {}
    export default {};
    export function toString() {}
  `);
  expect(findings.map(({ severity, found, wanted }) => [severity, found, wanted])).toEqual([
    ['warning', 'exports default, which nothing calls', expect.stringContaining('the hooks are')],
    ['warning', 'exports parseInputs, which nothing calls', 'did you mean parseInput?'],
    ['warning', 'exports toString, which nothing calls', expect.stringContaining('the hooks are')],
  ]);
});

test('refuses a handler without any hook', async () => {
  const { findings } = await check('export const prediction = () => [];');
  expect(findings.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
    'warning handler-export',
    'error handler-export',
  ]);
});
