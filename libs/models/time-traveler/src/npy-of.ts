/** Magic, version and the header's length. */
const PREFIX_BYTES = 10;
/** The data begins at a multiple of this. */
const ALIGNMENT = 64;

/** An array of unsigned bytes in NumPy's format 1.0: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
export function npyOf(data: Uint8Array, shape: readonly number[]): Uint8Array {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape.join(', ')}), }`;
  const begin = Math.ceil((PREFIX_BYTES + header.length + 1) / ALIGNMENT) * ALIGNMENT;
  const bytes = Buffer.alloc(begin + data.length);
  bytes.write('\x93NUMPY\x01\x00', 'latin1');
  bytes.writeUInt16LE(begin - PREFIX_BYTES, 8);
  bytes.write(`${header.padEnd(begin - PREFIX_BYTES - 1)}\n`, PREFIX_BYTES, 'latin1');
  bytes.set(data, begin);
  return bytes;
}
