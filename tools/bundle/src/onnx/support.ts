/**
 * What the ONNX Runtime of the container takes. It tells only by loading a model, or not: after an upgrade the test of
 * this file says what to change.
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
  /** Of the tensors at a graph's edge; a model with another is not loaded. */
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
  /** Below it ONNX Runtime promises nothing, and lacks some operators. */
  oldestOpset: 7,
} as const;
