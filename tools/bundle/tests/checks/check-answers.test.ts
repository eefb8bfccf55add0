import type { ModelManifest } from '@pilotlight/contracts';
import { expect, test } from 'vitest';
import { checkAnswers } from '../../src/checks/check-answers.ts';
import { readSubject } from '../../src/subject.ts';
import { bundleFolder, manifest } from '../model-folder.ts';

// The runtime makes its test prediction with the one of middle length.
const examples = [
  { title: 'One', input: { x: 1 } },
  { title: 'Two', input: { x: 22 } },
  { title: 'Three', input: { x: 333 } },
];

async function check(
  handler?: string,
  changes: Partial<ModelManifest> = {},
  answerSeconds?: number,
) {
  const directory = await bundleFolder({
    'model.json': JSON.stringify({ ...manifest, examples, ...changes }),
    'code/handler.mjs': handler,
  });
  return checkAnswers(await readSubject(directory), answerSeconds);
}

test('lets the model itself answer every example', async () => {
  expect(await check()).toEqual([]);
});

test('accepts a handler that prints', async () => {
  const handler = `console.log('imported');
    export function predict(batch) { console.log(batch); return batch.map(({ x }) => ({ y: x })); }`;
  expect(await check(handler)).toEqual([]);
});

test('checks each part of a streamed answer', async () => {
  const streaming = (last: string) => `export async function* predict([{ x }]) {
    yield { y: x };
    if (x === 333) yield { y: ${last} };
  }`;
  expect(await check(streaming('1'))).toEqual([]);
  expect(await check(streaming('"one"'))).toMatchObject([
    { where: 'model.json#/examples/2', found: expect.stringContaining('/y is a string') },
  ]);
});

test('names the example whose answer does not match the output schema', async () => {
  const handler =
    'export const predict = (batch) => batch.map(({ x }) => ({ y: x === 333 ? "three" : x }));';
  expect(await check(handler)).toEqual([
    {
      rule: 'example-answer',
      severity: 'error',
      where: 'model.json#/examples/2',
      found: 'in the answer to the example "Three", /y is a string; must be a number',
      wanted: 'fix the handler or the output schema',
    },
  ]);
});

test('names the example that fails', async () => {
  const handler = `export function predict(batch) {
    if (batch.some(({ x }) => x === 333)) throw new Error('too much');
    return batch.map(({ x }) => ({ y: x }));
  }`;
  const findings = await check(handler);
  expect(findings).toMatchObject([{ rule: 'example-answer', where: 'model.json#/examples/2' }]);
  expect(findings[0]?.found).toMatch(/^the example "Three" fails \(.*too much/);
});

test('refuses an answer that is not JSON although JSON was requested', async () => {
  const handler = `export const predict = (batch) => batch;
    export const formatOutput = () => ({ body: 'y;1', contentType: 'text/csv' });`;
  const findings = await check(handler);
  expect(findings.map(({ rule }) => rule)).toEqual([
    'example-answer',
    'example-answer',
    'example-answer',
  ]);
  expect(findings[0]?.found).toBe('the example "One" is answered with text/csv, which is not JSON');
});

test.each([
  ['throws', 'throw new Error("no memory")', /cannot be loaded \(.*no memory/],
  ['exits', 'process.exit(0)', /cannot be loaded \(/],
])(
  'says why a handler that %s when it loads its model cannot be loaded',
  async (_what, does, found) => {
    const findings = await check(`export async function loadModel() { ${does}; }`);
    expect(findings).toMatchObject([{ rule: 'model-load', severity: 'error' }]);
    expect(findings[0]?.found).toMatch(found);
  },
);

test('names the example of the test prediction if it fails', async () => {
  const [finding] = await check('export const predict = () => [];');
  expect(finding?.rule).toBe('model-load');
  expect(finding?.found).toMatch(/example "Two": predict returned 0 outputs/);
});

test('warns if a batch changes an answer, and refuses the claim of bitEqual', async () => {
  const mean = `export function predict(batch) {
    const mean = batch.reduce((sum, { x }) => sum + x, 0) / batch.length;
    return batch.map(({ x }) => ({ y: x - mean }));
  }`;
  const [one] = examples;
  const alone = one ? [one] : [];
  expect(await check(mean, { examples: alone })).toEqual([
    {
      rule: 'batch-answer',
      severity: 'warning',
      where: 'model.onnx',
      found: expect.stringMatching(/differently in a batch: .* 0 alone and .* at \/y/),
      wanted: expect.stringContaining('"maxBatch" to 1'),
    },
  ]);
  expect(await check(mean, { bitEqual: true })).toMatchObject([
    { rule: 'batch-answer', severity: 'error', wanted: expect.stringContaining('"bitEqual"') },
  ]);
  const unbatched = { workers: 1, maxBatch: 1 };
  expect(await check(mean, { tuning: unbatched })).toEqual([]);
});

test('stops a handler that never answers, and names the example', async () => {
  const handler = `export const predict = (batch) =>
    batch[0].x === 333 ? new Promise(() => {}) : batch.map(({ x }) => ({ y: x }));`;
  const findings = await check(handler, { tuning: { workers: 1, maxBatch: 1 } }, 5);
  expect(findings).toMatchObject([
    {
      rule: 'model-load',
      found: 'when the example "Three" is answered, takes longer than 5 s',
      wanted: expect.stringContaining('never comes'),
    },
  ]);
});

/** A handler whose answers are arrays of zeros in NumPy's format. */
const arrays = (descr: string, shape: readonly number[]) => `
  const header = "{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')}), }\\n";
  const body = Buffer.alloc(10 + header.length + ${shape.reduce((product, one) => product * one, 1)});
  body.write('\\x93NUMPY\\x01\\x00', 'latin1');
  body.writeUInt16LE(header.length, 8);
  body.write(header, 10);
  export const predict = (batch) => batch;
  export const formatOutput = () => ({ body, contentType: 'application/x-npy' });`;

const pictures = ['one', 'two', 'three'].map((name) => ({ name, title: name }));
const inFiles: Partial<ModelManifest> = {
  examples: examples.slice(0, 1),
  contentTypes: { output: ['application/x-npy'] },
  answerFiles: { axis: 1, contentType: 'image/png', pictures },
};

test('takes an array that answerFiles can divide', async () => {
  expect(await check(arrays('|u1', [2, 6, 3]), inFiles)).toEqual([]);
});

test.each([
  [
    'an array that answerFiles cannot divide',
    arrays('|u1', [2, 7, 3]),
    'is an array of |u1 (2, 7, 3), whose axis 1 cannot be divided into the 3 pictures of answerFiles',
  ],
  [
    'an array of other numbers',
    arrays('|i1', [2, 6, 3]),
    'is an array of |i1 (2, 6, 3); answerFiles divides an array of |u1 (height, width, 3)',
  ],
  [
    'an array without colours',
    arrays('|u1', [2, 6]),
    'is an array of |u1 (2, 6); answerFiles divides an array of |u1 (height, width, 3)',
  ],
  [
    'another type than the manifest says',
    'export const predict = (batch) => batch.map(() => ({ y: 1 }));',
    'is application/json, which is not in contentTypes',
  ],
])('refuses %s', async (_what, handler, found) => {
  const changes = handler.includes('formatOutput')
    ? inFiles
    : { ...inFiles, contentTypes: { output: ['text/csv'] } };
  const findings = await check(
    handler.includes('formatOutput')
      ? handler
      : `${handler}
      export const formatOutput = () => ({ body: '{}', contentType: 'application/json' });`,
    changes,
  );
  expect(findings).toMatchObject([
    { rule: 'example-answer', found: `the answer to the example "One" ${found}` },
  ]);
});
