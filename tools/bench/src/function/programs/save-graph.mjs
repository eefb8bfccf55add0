// Saves a graph by ONNX Runtime: optimised for this machine, as `onnx` or in its own format, or unchanged with its weights
// in another file, which is mapped into memory: `save-graph.mjs FROM TO onnx|ort|mapped`.
import { basename } from 'node:path';

const [from, to, format] = process.argv.slice(2);
process.env.ORT_DISABLE_TELEMETRY = '1';
const { default: ort } = await import('onnxruntime-node');
const session = {
  onnx: {},
  ort: { save_model_format: 'ORT' },
  mapped: {
    optimized_model_external_initializers_file_name: `${basename(to)}.data`,
    optimized_model_external_initializers_min_size_in_bytes: '1024',
  },
}[format];
await ort.InferenceSession.create(from, {
  graphOptimizationLevel: format === 'mapped' ? 'disabled' : 'all',
  optimizedModelFilePath: to,
  extra: { session },
});
