import { expect, test } from 'vitest';
import { manifest, modelBytes } from '../bundle-folder.ts';
import { start } from '../start-runtime.ts';

const batches = { workers: 1, threadsPerWorker: 1, maxBatch: 4, maxDelayMilliseconds: 100 };

/** Starts a bundle with batching allowed; returns its plan, and why batching was disabled, if it was. */
async function started(changes: Record<string, string | Buffer>, handler = '', own = {}) {
  let unbatched: string | undefined;
  const { runtime, ask } = await start(
    handler,
    { ...batches, onPlan: (chosen) => (unbatched = chosen.unbatched) },
    { 'model.json': JSON.stringify({ ...manifest, ...own }), ...changes },
  );
  await runtime.loaded;
  return { ask, unbatched, plan: runtime.state().plan };
}

const code = (predict: string) => ({
  'code/handler.mjs': `export async function predict(batch) { ${predict} }`,
});

test.each(['share', 'centred'])(
  'a graph that mixes the records of a batch (%s) is served without batching',
  async (model) => {
    const { ask, unbatched, plan } = await started({ 'model.onnx': await modelBytes(model) });
    expect(unbatched).toMatch(
      /^the answer to the input \{"x":.*\} is .* alone and .* in a batch, at \/y$/,
    );
    expect(plan).toMatchObject({ maxBatch: 1, maxDelayMilliseconds: 0 });
    const [one, two] = await Promise.all([ask({ x: 1 }), ask({ x: 5 })]);
    expect([one, two]).toEqual([await ask({ x: 1 }), await ask({ x: 5 })]);
  },
);

test('a handler whose answers depend on the longest input of the batch is served without batching', async () => {
  const own = {
    input: { type: 'object', properties: { x: { type: 'array', items: { type: 'number' } } } },
    examples: [{ title: 'One', input: { x: [1, 2, 3, 4] } }],
  };
  const { unbatched } = await started(
    code(`const longest = Math.max(...batch.map(({ x }) => x.length));
      return batch.map(({ x }) => ({ y: x.reduce((sum, item) => sum + item, 0) / longest }));`),
    'double',
    own,
  );
  expect(unbatched).toMatch(/at \/y/);
});

test('answers that differ only by rounding are batched, unless the manifest sets bitEqual', async () => {
  const rounding = code('return batch.map(({ x }) => ({ y: 0.5 + x + batch.length * 1e-8 }));');
  const taken = await started(rounding, 'double');
  expect(taken).toMatchObject({ unbatched: undefined, plan: { maxBatch: 4 } });
  const claimed = await started(rounding, 'double', { bitEqual: true });
  expect(claimed.unbatched).toMatch(/in a batch, at \/y/);
  expect(claimed.plan).toMatchObject({ maxBatch: 1 });
});

test('a model with independent records, or random answers, is batched', async () => {
  for (const predict of ['({ x }) => ({ y: 2 * x })', '() => ({ y: Math.random() })']) {
    const { unbatched, plan } = await started(code(`return batch.map(${predict});`), 'double', {
      bitEqual: true,
    });
    expect([unbatched, plan?.maxBatch]).toEqual([undefined, 4]);
  }
});
