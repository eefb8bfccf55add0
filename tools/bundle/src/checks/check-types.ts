import { type Finding, findingsOf } from '../finding.ts';
import { MODEL } from '../names.ts';
import type { OnnxValue } from '../onnx/onnx-model.ts';
import { ONNX_SUPPORT } from '../onnx/support.ts';
import type { Subject } from '../subject.ts';

const unusable = findingsOf('onnx-types');
const { runtime, tensorTypes } = ONNX_SUPPORT;

/**
 * Whether the container's ONNX Runtime can fill and read the tensors of the model. It does not load a model with an
 * input or output of an unknown type, can't fill float16, and reads only tensors.
 * @param hooks the handler's exports: its own `loadModel` may use another graph, its `predict` other outputs
 */
export function checkTypes({ manifest, onnx }: Subject, hooks: ReadonlySet<string>): Finding[] {
  if (!manifest || !onnx || hooks.has('loadModel')) return [];
  const { properties } = manifest.output;
  const alone = onnx.outputs.length === 1 && Object.keys(properties).length === 1;
  const needed = onnx.outputs.filter(({ name }) => alone || Object.hasOwn(properties, name));
  return [
    ...onnx.inputs.flatMap(checkInput),
    ...onnx.outputs.flatMap((output) =>
      unknownType('gives', output, 'end the graph with a Cast to float32'),
    ),
    ...(hooks.has('predict') ? [] : needed.flatMap(checkNeeded)),
  ];
}

function checkInput(input: OnnxValue): Finding[] {
  const { name, type } = input;
  if (isOther(type)) {
    const found = `takes ${name}, a ${type}, but ${runtime} fills only tensors`;
    return [unusable(MODEL, found, 'export it with tensors as inputs')];
  }
  if (type === 'float16') {
    const found = `takes ${name} as float16, which ${runtime} cannot fill (microsoft/onnxruntime#26791)`;
    const wanted =
      'convert it with keep_io_types=True, or begin its graph with a Cast from float32';
    return [unusable(MODEL, found, wanted)];
  }
  return unknownType('takes', input, 'begin the graph with a Cast from float32');
}

function checkNeeded({ name, type }: OnnxValue): Finding[] {
  if (!isOther(type)) return [];
  const found = `gives ${name} as a ${type}, but ${runtime} reads only tensors`;
  const wanted =
    type === 'sequence of map'
      ? "export it without ZipMap (skl2onnx: options={'zipmap': False}; onnxmltools: zipmap=False), or delete the " +
        'ZipMap node and make its input an output: then the probabilities are a tensor'
      : 'end the graph in a tensor (ConcatFromSequence makes one of a sequence), or leave the output out of the schema';
  return [unusable(MODEL, found, wanted)];
}

function unknownType(verb: string, { name, type }: OnnxValue, wanted: string): Finding[] {
  if (isOther(type) || type === 'unknown' || tensorTypes.has(type)) return [];
  return [unusable(MODEL, `${verb} ${name} as ${type}, which ${runtime} does not support`, wanted)];
}

const isOther = (type: string): boolean => /^(?:sequence|map|optional|sparse tensor)/.test(type);
