import { expect, test } from 'vitest';
import { manifest, modelBytes } from './bundle-folder.ts';
import { start } from './start-runtime.ts';

const list = { type: 'array', items: { type: 'number' } };
const lists = {
  ...manifest,
  input: { type: 'object', properties: { x: list }, required: ['x'] },
  output: { type: 'object', properties: { y: list }, required: ['y'] },
  examples: [{ title: 'One', input: { x: [1, 2] } }],
};

test('an answer that is not finite is refused with its own code', async () => {
  const changes = { 'model.json': JSON.stringify(lists), 'model.onnx': await modelBytes('log') };
  const { ask, runtime } = await start('', {}, changes);
  await runtime.loaded;
  await expect(ask({ x: [1, 0] })).rejects.toMatchObject({
    code: 'answer_not_finite',
    message: expect.stringContaining('-Infinity at /y/1') as string,
  });
  expect(await ask({ x: [1, 1] })).toEqual({ y: [0, 0] });
});

test('the start fails with the name of a tensor type that cannot be read', async () => {
  const changes = { 'model.json': JSON.stringify(lists), 'model.onnx': await modelBytes('brain') };
  const { runtime } = await start('', {}, changes);
  await expect(runtime.loaded).rejects.toThrow(/a tensor of bfloat16, .* a Cast/);
});
