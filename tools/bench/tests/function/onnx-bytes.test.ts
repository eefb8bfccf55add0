import ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { onnxBytes } from '../../src/function/onnx-bytes.ts';

test('ONNX Runtime reads the model, and multiplies by its matrix', async () => {
  // 200 columns: sizes of more than one byte.
  const columns = 200;
  const values = Float32Array.from({ length: 2 * columns }, (_, at) => (at < columns ? 1 : at));
  const model = onnxBytes({
    nodes: [
      { operator: 'MatMul', inputs: ['x', 'w'], output: 'm' },
      { operator: 'Relu', inputs: ['m'], output: 'y' },
    ],
    weights: [{ name: 'w', rows: 2, columns, values }],
    input: { name: 'x', columns: 2 },
    output: { name: 'y', columns },
  });
  const session = await ort.InferenceSession.create(model);
  const { y } = await session.run({ x: new ort.Tensor('float32', [3, 1], [1, 2]) });
  expect(y?.dims).toEqual([1, columns]);
  expect([y?.data[0], y?.data[199]]).toEqual([3 + 200, 3 + 399]);
});
