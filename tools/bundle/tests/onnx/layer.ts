import protobuf from 'protobufjs/minimal.js';

type Field = readonly [number: number, value: number | string | Uint8Array];

function message(fields: readonly Field[]): Uint8Array {
  const writer = protobuf.Writer.create();
  for (const [number, value] of fields) {
    if (typeof value === 'number') writer.uint32(number * 8).int64(value);
    else if (typeof value === 'string') writer.uint32(number * 8 + 2).string(value);
    else writer.uint32(number * 8 + 2).bytes(value);
  }
  return writer.finish();
}

const FLOAT = 1;

function tensor(name: string, dimensions: readonly number[], values: Float32Array): Uint8Array {
  const sizes = dimensions.map((size): Field => [1, size]);
  const raw = new Uint8Array(values.buffer);
  return message([...sizes, [2, FLOAT], [8, name], [9, raw]]);
}

function row(name: string, columns: number): Uint8Array {
  const shape = message([1, columns].map((size): Field => [1, message([[1, size]])]));
  const type = message([
    [
      1,
      message([
        [1, FLOAT],
        [2, shape],
      ]),
    ],
  ]);
  return message([
    [1, name],
    [2, type],
  ]);
}

/** The bytes of y = x a b + c, where `a` has 6400 bytes, `b` 16,000 and `c` 160. */
export function layerModel(): Uint8Array {
  const values = (length: number, seed: number) =>
    Float32Array.from({ length }, (_, at) => Math.sin(at + seed));
  const node = (operator: string, inputs: readonly string[], output: string) =>
    message([...inputs.map((name): Field => [1, name]), [2, output], [4, operator]]);
  const graph = message([
    [1, node('MatMul', ['x', 'a'], 'xa')],
    [1, node('MatMul', ['xa', 'b'], 'xab')],
    [1, node('Add', ['xab', 'c'], 'y')],
    [2, 'layer'],
    [5, tensor('a', [16, 100], values(1600, 1))],
    [5, tensor('b', [100, 40], values(4000, 2))],
    [5, tensor('c', [40], values(40, 3))],
    [11, row('x', 16)],
    [12, row('y', 40)],
  ]);
  return message([
    [1, 8],
    [7, graph],
    [8, message([[2, 17]])],
  ]);
}
