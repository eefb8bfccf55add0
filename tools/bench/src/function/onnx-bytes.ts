/** Encodes messages of protocol buffers: https://protobuf.dev/programming-guides/encoding */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Uint8Array.of(...bytes, left);
    bytes.push((left % 128) + 128);
  }
}

const number = (field: number, value: number) => Buffer.concat([varint(field * 8), varint(value)]);

function bytes(field: number, value: Uint8Array | string): Buffer {
  const content = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([varint(field * 8 + 2), varint(content.byteLength), content]);
}

const message = (field: number, members: readonly Uint8Array[]) =>
  bytes(field, Buffer.concat(members));

/** The number of float32 in `TensorProto.DataType`. */
const FLOAT = 1;

/** A matrix of float32 among the weights. */
export interface Matrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly weights: readonly Matrix[];
  /** The only input and output: matrices with one row. */
  readonly input: { readonly name: string; readonly columns: number };
  readonly output: { readonly name: string; readonly columns: number };
}

/** The bytes of a model.onnx. The field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. */
export function onnxBytes({ nodes, weights, input, output }: Graph): Buffer {
  const row = (field: number, { name, columns }: Graph['input']) => {
    const size = (value: number) => message(1, [number(1, value)]);
    const tensor = message(1, [number(1, FLOAT), message(2, [size(1), size(columns)])]);
    return message(field, [bytes(1, name), message(2, [tensor])]);
  };
  const graph = [
    ...nodes.map((node) =>
      message(1, [
        ...node.inputs.map((name) => bytes(1, name)),
        bytes(2, node.output),
        bytes(4, node.operator),
      ]),
    ),
    bytes(2, 'layers'),
    ...weights.map(({ name, rows, columns, values }) =>
      message(5, [
        number(1, rows),
        number(1, columns),
        number(2, FLOAT),
        bytes(8, name),
        bytes(9, new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
      ]),
    ),
    row(11, input),
    row(12, output),
  ];
  const [irVersion, opset] = [8, 17];
  return Buffer.concat([number(1, irVersion), message(7, graph), message(8, [number(2, opset)])]);
}
