import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { fixture } from '../support/bundles.ts';
import { weighted } from './attempt.ts';
import { mutated } from './mutated.ts';

const file = (name: string) => readFileSync(join(fixture('picture'), name));
const [jpeg, png] = [file('dots.jpeg'), file('dots.png')];

const SIGNATURE = png.subarray(0, 8);

/** A PNG chunk with the correct checksum. */
function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

const sizes = [0, 1, 3, 16, 257, 60_000, 2 ** 31 - 1, 2 ** 32 - 1];

/** A PNG with correct checksums; everything else may be wrong. */
const madePng = fc
  .record({
    width: fc.constantFrom(...sizes),
    height: fc.constantFrom(...sizes),
    kind: fc.array(fc.constantFrom(0, 1, 2, 3, 4, 6, 8, 16, 255), { minLength: 5, maxLength: 5 }),
    data: fc.oneof(
      fc.uint8Array({ maxLength: 200 }).map((bytes) => deflateSync(bytes)),
      fc.integer({ min: 0, max: 200_000 }).map((length) => deflateSync(Buffer.alloc(length))),
      fc.uint8Array({ maxLength: 50 }),
    ),
    between: fc.constantFrom('', 'PLTE', 'tRNS', 'iCCP', 'eXIf', 'acTL', 'zTXt', 'IHDR', 'IEND'),
    junk: fc.uint8Array({ maxLength: 40 }),
  })
  .map(({ width, height, kind, data, between, junk }) => {
    const size = Buffer.alloc(8);
    size.writeUInt32BE(width);
    size.writeUInt32BE(height, 4);
    return Buffer.concat([
      SIGNATURE,
      chunk('IHDR', Buffer.concat([size, Buffer.from(kind)])),
      ...(between === '' ? [] : [chunk(between, junk)]),
      chunk('IDAT', data),
      chunk('IEND', new Uint8Array()),
    ]);
  });

/** A JPEG with a segment of random bytes after its start. */
const madeJpeg = fc
  .tuple(fc.integer({ min: 0xc0, max: 0xfe }), fc.uint8Array({ maxLength: 60 }), fc.boolean())
  .map(([marker, junk, honest]) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(honest ? junk.length + 2 : 0xffff);
    const segment = Buffer.concat([Buffer.from([0xff, marker]), length, junk]);
    return Buffer.concat([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
  });

/** Images that are almost always broken. */
export const imageBodies: fc.Arbitrary<Uint8Array> = weighted<Uint8Array>(
  [3, mutated(jpeg)],
  [3, mutated(png)],
  [2, madePng],
  [2, madeJpeg],
  [1, fc.constantFrom(jpeg.subarray(0, 3), SIGNATURE, png.subarray(0, 33), new Uint8Array())],
  [1, fc.uint8Array({ maxLength: 60 })],
);
