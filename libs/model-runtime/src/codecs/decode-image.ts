import type sharpModule from 'sharp';
import { CODEC_LIMITS } from './limits.ts';

/** What a handler is given for an image: rows from the top, three bytes (red, green, blue) a pixel. */
export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 3;
  readonly data: Uint8Array;
}

/** The signatures of what is taken. Nothing else gets as far as the decoders: there are many, of many ages. */
const SIGNATURES = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
} as const;

export type ImageType = keyof typeof SIGNATURES;

export const IMAGE_TYPES = Object.keys(SIGNATURES) as ImageType[];

/** What is wrong with an image, in words that may be shown to the caller. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}

/**
 * The pixels of a JPEG or PNG image: upright as its EXIF data says, in sRGB (sharp's own choice) with 8 bits, transparent
 * parts on white.
 * @param pixels how many it may have
 * @throws ImageError
 */
export async function decodeImage(
  bytes: Uint8Array,
  types: readonly ImageType[],
  pixels: number,
): Promise<DecodedImage> {
  if (!types.some((type) => SIGNATURES[type].every((byte, index) => bytes[index] === byte))) {
    throw new ImageError(`is no ${types.join(' or ')} file`);
  }
  const sharp = await loadSharp();
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > pixels) {
      throw new ImageError(
        `has ${width} × ${height} pixels; the images of one request may have ` +
          `${CODEC_LIMITS.imagePixels} pixels together`,
      );
    }
    const { data, info } = await sharp(bytes, {
      limitInputPixels: CODEC_LIMITS.imagePixels,
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
    throw new ImageError(`is broken (${trouble}); a whole image is wanted`);
  }
}

type Sharp = typeof sharpModule;

let loading: Promise<Sharp> | undefined;

/** Loaded by the first image, for most models take none. One thread: there is a worker for each processor. */
function loadSharp(): Promise<Sharp> {
  return (loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.concurrency(1);
    sharp.cache(false);
    return sharp;
  }));
}
