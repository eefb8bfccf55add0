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

test('checks each part of a streamed answer', async () => {
  const handler = `export async function* predict([{ x }]) {
    yield { y: x };
    if (x === 22) yield { y: 1 };
    if (x === 333) yield { y: 'one' };
  }`;
  expect(await check(handler)).toMatchObject([
    { where: 'model.json#/examples/2', found: expect.stringContaining('/y is a string') },
  ]);
});

test('names each example whose answer is wrong, whatever the handler prints', async () => {
  const handler = `console.log('imported');
    export function predict(batch) {
      console.log(batch);
      if (batch.some(({ x }) => x === 4)) throw new Error('too much');
      return batch.map(({ x }) => ({ y: x === 333 ? 'three' : x }));
    }
    export const formatOutput = ({ y }) =>
      y === 5
        ? { body: 'y;5', contentType: 'text/csv' }
        : { body: JSON.stringify({ y }), contentType: 'application/json' };`;
  const more = [
    { title: 'Four', input: { x: 4 } },
    { title: 'Five', input: { x: 5 } },
  ];
  expect(await check(handler, { examples: [...examples, ...more] })).toEqual([
    {
      rule: 'example-answer',
      severity: 'error',
      where: 'model.json#/examples/2',
      found: 'in the answer to the example "Three", /y is a string; must be a number',
      wanted: 'fix the handler or the output schema',
    },
    expect.objectContaining({
      rule: 'example-answer',
      where: 'model.json#/examples/3',
      found: expect.stringMatching(/^the example "Four" fails \(.*too much/) as unknown,
    }),
    expect.objectContaining({
      rule: 'example-answer',
      where: 'model.json#/examples/4',
      found: 'the example "Five" is answered with text/csv, which is not JSON',
    }),
  ]);
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

test('checks whether answerFiles can divide an array', async () => {
  // In the order of the examples: an array in NumPy's format of this type and shape.
  const arrays = [
    ['|u1', '2, 6, 3'],
    ['|u1', '2, 7, 3'],
    ['|i1', '2, 6, 3'],
    ['|u1', '2, 6'],
  ];
  const handler = `
    const arrays = ${JSON.stringify(arrays)}.map(([descr, shape]) => {
      const header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + shape + "), }\\n";
      const values = shape.split(', ').reduce((product, one) => product * one, 1);
      const body = Buffer.alloc(10 + header.length + values);
      body.write('\\x93NUMPY\\x01\\x00', 'latin1');
      body.writeUInt16LE(header.length, 8);
      body.write(header, 10);
      return { body, contentType: 'application/x-npy' };
    });
    const json = { body: '{}', contentType: 'application/json' };
    export const predict = (batch) => batch;
    export const formatOutput = ({ x }) => arrays[x] ?? json;`;
  const titles = ['divides', 'too wide', 'signed', 'no colours', 'JSON'];
  const pictures = ['one', 'two', 'three'].map((name) => ({ name, title: name }));
  const findings = await check(handler, {
    examples: titles.map((title, x) => ({ title, input: { x } })),
    contentTypes: { output: ['application/x-npy'] },
    answerFiles: { axis: 1, contentType: 'image/png', pictures },
  });
  expect(findings.map(({ rule, found }) => `${rule}: ${found}`)).toEqual(
    [
      '"too wide" is an array of |u1 (2, 7, 3), whose axis 1 cannot be divided into the 3 pictures of answerFiles',
      '"signed" is an array of |i1 (2, 6, 3); answerFiles divides an array of |u1 (height, width, 3)',
      '"no colours" is an array of |u1 (2, 6); answerFiles divides an array of |u1 (height, width, 3)',
      '"JSON" is application/json, which is not in contentTypes',
    ].map((found) => `example-answer: the answer to the example ${found}`),
  );
});
