// Saves the graph that ONNX Runtime has optimised for this machine: `save-optimised.mjs FROM TO onnx|ort|external`.
import { basename } from 'node:path';

const [from, to, format] = process.argv.slice(2);
process.env.ORT_DISABLE_TELEMETRY = '1';
const { default: ort } = await import('onnxruntime-node');
const session = {
  onnx: {},
  ort: { save_model_format: 'ORT' },
  external: {
    optimized_model_external_initializers_file_name: `${basename(to)}.data`,
    optimized_model_external_initializers_min_size_in_bytes: '1024',
  },
}[format];
await ort.InferenceSession.create(from, {
  graphOptimizationLevel: 'all',
  optimizedModelFilePath: to,
  extra: { session },
});
