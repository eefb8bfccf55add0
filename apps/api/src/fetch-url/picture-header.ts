import type { PictureType } from '@pilotlight/contracts';

export interface PictureHeader {
  readonly mediaType: PictureType;
  readonly width: number;
  readonly height: number;
}

const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** What a JPEG or PNG file says of itself in its first bytes; undefined when it is neither, or too damaged to say it. */
export function pictureHeader(bytes: Buffer): PictureHeader | undefined {
  const found = pngSize(bytes) ?? jpegSize(bytes);
  return found && found.width > 0 && found.height > 0 ? found : undefined;
}

/** The first chunk of a PNG is IHDR, which begins with width and height (PNG, section 11.2.1). */
function pngSize(bytes: Buffer): PictureHeader | undefined {
  if (bytes.length < 24 || !bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return undefined;
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  return {
    mediaType: 'image/png',
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
  };
}

const SOI = 0xd8;
const SOS = 0xda;
const EOI = 0xd9;

/** A frame header, SOF0 to SOF15; three codes in this range mean something else (ITU T.81, table B.1). */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** A JPEG is a sequence of segments, each with its length; a frame header comes before the first scan. */
function jpegSize(bytes: Buffer): PictureHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return undefined;
  let at = 2;
  while (at + 9 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1; // any number of these may come before a marker
      continue;
    }
    if (marker === SOS || marker === EOI) return undefined;
    if (isFrame(marker)) {
      const [height, width] = [bytes.readUInt16BE(at + 5), bytes.readUInt16BE(at + 7)];
      return { mediaType: 'image/jpeg', width, height };
    }
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
