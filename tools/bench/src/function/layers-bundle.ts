import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../inputs/random.ts';
import { type Graph, type Matrix, onnxBytes } from './onnx-bytes.ts';

/** The numbers of an input. */
const INPUTS = 16;

export interface Layers {
  readonly name: string;
  /** Of the square matrices, and their number. */
  readonly width: number;
  readonly depth: number;
}

/** A network of dense layers with random weights: its size is nearly all weights, as of most models. */
function graphOf({ width, depth }: Layers): Graph {
  const random = new Random(1);
  const matrix = (name: string, rows: number, columns: number): Matrix => {
    const scale = 1 / Math.sqrt(rows);
    const values = Float32Array.from(
      { length: rows * columns },
      () => (random.next() - 0.5) * scale,
    );
    return { name, rows, columns, values };
  };
  const weights = [
    matrix('w0', INPUTS, width),
    ...Array.from({ length: depth }, (_, at) => matrix(`w${at + 1}`, width, width)),
  ];
  const nodes = weights.flatMap(({ name }, at) => [
    { operator: 'MatMul', inputs: [at === 0 ? 'x' : `r${at - 1}`, name], output: `m${at}` },
    { operator: 'Relu', inputs: [`m${at}`], output: at < depth ? `r${at}` : 'y' },
  ]);
  return {
    nodes,
    weights,
    input: { name: 'x', columns: INPUTS },
    output: { name: 'y', columns: width },
  };
}

const HANDLER = `export async function predict(batch, { session, ort }) {
  const outputs = [];
  for (const { x } of batch) {
    const { y } = await session.run({ x: new ort.Tensor('float32', Float32Array.from(x), [1, x.length]) });
    outputs.push({ first: y.data[0] });
  }
  return outputs;
}
`;

const manifestOf = (name: string) => ({
  name,
  version: '1.0.0',
  title: 'Dense layers with random weights',
  description: 'For measuring the start only; its answers are meaningless.',
  task: 'arithmetic',
  input: {
    type: 'object',
    properties: {
      x: { type: 'array', minItems: INPUTS, maxItems: INPUTS, items: { type: 'number' } },
    },
    required: ['x'],
    additionalProperties: false,
  },
  output: { type: 'object', properties: { first: { type: 'number' } }, required: ['first'] },
  labels: [],
  examples: [{ title: 'Ones', input: { x: Array.from({ length: INPUTS }, () => 1) } }],
  license: 'Apache-2.0',
  trainingData: [],
  quality: [],
});

/** Writes the unpacked bundle of a network of dense layers into `directory`. */
export async function writeLayersBundle(directory: string, layers: Layers): Promise<void> {
  await mkdir(join(directory, 'code'), { recursive: true });
  await writeFile(join(directory, 'model.json'), JSON.stringify(manifestOf(layers.name)));
  await writeFile(join(directory, 'code', 'handler.mjs'), HANDLER);
  await writeFile(join(directory, 'model.onnx'), onnxBytes(graphOf(layers)));
}
