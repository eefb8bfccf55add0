import { crc32, deflate } from 'node:zlib';
import { promisify } from 'node:util';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** RGB. */
const CHANNELS = 3;

/** Each byte is stored as its difference to the one above it: photographs then take about half the bytes. */
const FILTER_UP = 2;

/** Higher levels take several times as long for a few percent. */
const LEVEL = 3;

export interface RgbPicture {
  readonly width: number;
  readonly height: number;
  /** Height × width × 3, row by row. */
  readonly data: Uint8Array;
}

/** A picture of 8 bits per channel as a PNG file (https://www.w3.org/TR/png-3/). */
export async function png({ width, height, data }: RgbPicture): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const compressed = await promisify(deflate)(filtered(width * CHANNELS, height, data), {
    level: LEVEL,
  });
  return Buffer.concat([
    SIGNATURE,
    ...chunk('IHDR', header),
    ...chunk('IDAT', compressed),
    ...chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filtered(rowBytes: number, height: number, data: Uint8Array): Buffer {
  const rows = Buffer.alloc(height * (rowBytes + 1));
  for (let row = 0; row < height; row++) {
    const [from, to] = [row * rowBytes, row * (rowBytes + 1)];
    rows[to] = FILTER_UP;
    for (let at = 0; at < rowBytes; at++) {
      const above = row === 0 ? 0 : (data[from - rowBytes + at] ?? 0);
      rows[to + 1 + at] = (data[from + at] ?? 0) - above;
    }
  }
  return rows;
}

function chunk(type: string, body: Buffer): Buffer[] {
  const name = Buffer.from(type, 'latin1');
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  checksum.writeUInt32BE(crc32(body, crc32(name)));
  return [length, name, body, checksum];
}
