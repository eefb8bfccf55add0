import type { OnnxValue } from './onnx-model.ts';
import type { ProtoField, ProtoFile } from './proto-file.ts';

/** `TensorProto.DataType`, under the names that ONNX Runtime's JavaScript uses. */
const ELEMENT_TYPES: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  14: 'complex64',
  15: 'complex128',
  16: 'bfloat16',
};

/** The fields of `TypeProto`'s oneof besides the tensor. */
const OTHER_TYPES: Readonly<Record<number, string>> = {
  4: 'sequence',
  5: 'map',
  8: 'sparse tensor',
  9: 'optional',
};

/** A `ValueInfoProto`. */
export function readValue(file: ProtoFile, value: ProtoField): OnnxValue {
  let name = '';
  let [type, shape]: [string, OnnxValue['shape']] = ['unknown', undefined];
  for (const field of file.fields(value.start, value.end)) {
    if (field.number === 1) name = file.text(field);
    if (field.number !== 2) continue;
    [type, shape] = typeOf(file, field);
  }
  return { name, type, shape };
}

/** A `TypeProto`. */
function typeOf(file: ProtoFile, { start, end }: ProtoField): [string, OnnxValue['shape']] {
  let type = 'unknown';
  for (const kind of file.fields(start, end)) {
    if (kind.number === 1) return tensorType(file, kind);
    type = OTHER_TYPES[kind.number] ?? type;
    if (type !== 'sequence') continue;
    for (const inner of file.fields(kind.start, kind.end)) {
      if (inner.number === 1) return [`sequence of ${typeOf(file, inner)[0]}`, undefined];
    }
  }
  return [type, undefined];
}

function tensorType(file: ProtoFile, tensor: ProtoField): [string, OnnxValue['shape']] {
  let [type, shape]: [string, OnnxValue['shape']] = ['unknown', undefined];
  for (const field of file.fields(tensor.start, tensor.end)) {
    if (field.number === 1) type = ELEMENT_TYPES[field.integer] ?? `type ${field.integer}`;
    if (field.number === 2) {
      shape = [...file.fields(field.start, field.end)].map((dimension) => size(file, dimension));
    }
  }
  return [type, shape];
}

function size(file: ProtoFile, dimension: ProtoField): number | string {
  for (const field of file.fields(dimension.start, dimension.end)) {
    if (field.number === 1 && field.integer >= 0) return field.integer;
    if (field.number === 2) return file.text(field) || '?';
  }
  return '?';
}
