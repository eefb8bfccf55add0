import { type Decoded } from '../../src/codecs/index.ts';
import { modelOf, schemaOf } from './models.ts';

export const NPY = 'application/x-npy';

/** An array in the format of `numpy.save`, built from its parts. */
export function npy(
  data: Uint8Array,
  { descr = '<f4', order = 'False', shape = '', version = 1, header = '', length = -1 },
): Uint8Array {
  const text = `${header || `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }`}\n`;
  const bytes = Buffer.from(text, 'latin1');
  const size = Buffer.alloc(version === 1 ? 2 : 4);
  const said = length < 0 ? bytes.length : length;
  if (version === 1) size.writeUInt16LE(said);
  else size.writeUInt32LE(said);
  const magic = Buffer.concat([Buffer.from('\x93NUMPY', 'latin1'), Buffer.of(version, 0)]);
  return Buffer.concat([magic, size, bytes, data]);
}

export const bytesIn = (array: ArrayBufferView) =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

export const cube = (depth: number) => {
  let property: Record<string, unknown> = { type: 'number' };
  for (let axis = 0; axis < depth; axis++) property = { type: 'array', items: property };
  return modelOf(schemaOf({ values: property }));
};

export const valuesOf = ({ inputs }: Decoded) =>
  inputs.map((input) => (input as { values: unknown }).values);

/**
 * Made by NumPy 2.4:
 *   def b64(a): f = io.BytesIO(); numpy.save(f, a); return base64.b64encode(f.getvalue()).decode()
 */
export const BY_NUMPY = {
  // b64(numpy.array([[1, 2.5, -3], [4, 5, 6e10]], '<f4'))
  floats:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY0JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDMpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAIA/AAAgQAAAQMAAAIBAAACgQHaEX1E=',
  // b64(numpy.asfortranarray(numpy.arange(12, dtype='<i2').reshape(2, 3, 2)))
  fortran:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGkyJywgJ2ZvcnRyYW5fb3JkZXInOiBUcnVlLCAnc2hhcGUnOiAoMiwgMywgMiksIH0gICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAYAAgAIAAQACgABAAcAAwAJAAUACwA=',
  // b64(numpy.array([0, 1, -2, 0.1, 65504, 6e-8, -6e-5], '<f2'))
  halves:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGYyJywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDcsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAA8AMBmLv97AQDvgw==',
  // b64(numpy.array([[1.5, -2], [0.1, 3]], '<f8'))
  doubles:
    'k05VTVBZAQB2AHsnZGVzY3InOiAnPGY4JywgJ2ZvcnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDIsIDIpLCB9ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIAoAAAAAAAD4PwAAAAAAAADAmpmZmZmZuT8AAAAAAAAIQA==',
};
