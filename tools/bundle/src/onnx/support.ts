/**
 * What the container's ONNX Runtime supports. It can't be asked, only be given a model to load: after an upgrade, the
 * test of this file shows what to change.
 */
export const ONNX_SUPPORT = {
  runtime: 'onnxruntime-node 1.30',
  irVersion: 13,
  /** The newest version of each operator set that is built in; ONNX's own is `''`. */
  opsets: new Map([
    ['', 26],
    ['ai.onnx.ml', 5],
    ['ai.onnx.preview', 1],
    ['ai.onnx.preview.training', 1],
    ['ai.onnx.training', 1],
    ['com.microsoft', 1],
    ['com.microsoft.experimental', 1],
    ['com.microsoft.nchwc', 1],
    ['org.pytorch.aten', 1],
  ]),
  /** Types of a graph's input and output tensors; a model with any other is not loaded. */
  tensorTypes: new Set([
    'bool',
    'float16',
    'float32',
    'float64',
    'int8',
    'int16',
    'int32',
    'int64',
    'string',
    'uint8',
    'uint16',
    'uint32',
    'uint64',
  ]),
  /** For older opsets ONNX Runtime guarantees nothing and lacks some operators. */
  oldestOpset: 7,
} as const;
