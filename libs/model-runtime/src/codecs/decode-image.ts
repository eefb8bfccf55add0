import { LIMITS } from '@pilotlight/contracts';
import type sharpModule from 'sharp';

/** The value of an image property in a handler: rows from the top, three bytes (red, green, blue) per pixel. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
  readonly data: Uint8Array;
}

/** The signatures of accepted files. Nothing else reaches sharp, which has many other decoders, some of them old. */
const SIGNATURES = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
} as const;

export type ImageType = keyof typeof SIGNATURES;

export const IMAGE_TYPES = Object.keys(SIGNATURES) as ImageType[];

/** What is wrong with an image; the message may be shown to the client. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}

/**
 * The pixels of a JPEG or PNG image: rotated according to its EXIF data, in sRGB (sharp's default) with 8 bits per
 * channel, transparency flattened onto white.
 * @param pixels the maximum number of pixels
 * @throws ImageError
 */
export async function decodeImage(
  bytes: Uint8Array,
  types: readonly ImageType[],
  pixels: number,
): Promise<DecodedImage> {
  if (!types.some((type) => SIGNATURES[type].every((byte, index) => bytes[index] === byte))) {
    throw new ImageError(`is not an ${types.join(' or ')} file`);
  }
  const sharp = await loadSharp();
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > pixels) {
      throw new ImageError(
        `has ${width} × ${height} pixels; the images of one request must have together ` +
          `at most ${LIMITS.picturePixels} pixels`,
      );
    }
    const { data, info } = await sharp(bytes, {
      limitInputPixels: LIMITS.picturePixels,
      failOn: 'error',
    })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return {
      width: info.width,
      height: info.height,
      channels: 3,
      data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    };
  } catch (error) {
    if (error instanceof ImageError) throw error;
    const [trouble] = (error as Error).message.split('\n');
    throw new ImageError(`is broken (${trouble}); must be a complete image`);
  }
}

type Sharp = typeof sharpModule;

let loading: Promise<Sharp> | undefined;

/** Loaded on first use, as most models take no images. One thread: there is already one worker per processor. */
export function loadSharp(): Promise<Sharp> {
  return (loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  }));
}
