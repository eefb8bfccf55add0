const bytes = (latin1: string) => Buffer.from(latin1, 'latin1');

const uint32 = (value: number) => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
};

const uint16 = (value: number) => uint32(value).subarray(2);

/** The beginning of a PNG of this size. */
export function png(width = 4, height = 3): Buffer {
  return Buffer.concat([
    bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'),
    uint32(width),
    uint32(height),
    bytes('\x08\x02\0\0\0'),
  ]);
}

/** The beginning of a JPEG of this size, with a comment before its frame header, a progressive one. */
export function jpeg(width = 4, height = 3): Buffer {
  return Buffer.concat([
    bytes('\xff\xd8\xff\xfe\0\x07hello\xff\xff\xc2\0\x11\x08'),
    uint16(height),
    uint16(width),
    bytes('\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xda'),
  ]);
}

/** The beginning of a GIF of this size. */
export function gif(width: number, height: number): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16LE(width);
  size.writeUInt16LE(height, 2);
  return Buffer.concat([bytes('GIF89a'), size, Buffer.alloc(20)]);
}
